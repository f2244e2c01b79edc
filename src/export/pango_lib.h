/* SPDX-License-Identifier: EUPL-1.2 */
/* pango_lib.h — cairo and pango, loaded when the first PDF is written: two dozen shared libraries
 * that a server which writes none need not map (doc/adr/0017). Include it instead of their headers
 * and call them by their own names, after pango_lib_load.
 */
#ifndef KOLO_EXPORT_PANGO_LIB_H
#define KOLO_EXPORT_PANGO_LIB_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdbool.h>

/** Every function that is used: a new one needs a place here and a line below. */
/* clang-format off */
#define PANGO_LIB_EACH(F) \
    F(cairo_arc) \
    F(cairo_create) \
    F(cairo_curve_to) \
    F(cairo_destroy) \
    F(cairo_fill) \
    F(cairo_font_options_create) \
    F(cairo_font_options_destroy) \
    F(cairo_font_options_set_hint_metrics) \
    F(cairo_font_options_set_hint_style) \
    F(cairo_line_to) \
    F(cairo_move_to) \
    F(cairo_pdf_surface_add_outline) \
    F(cairo_pdf_surface_create_for_stream) \
    F(cairo_pdf_surface_set_metadata) \
    F(cairo_rectangle) \
    F(cairo_restore) \
    F(cairo_save) \
    F(cairo_scale) \
    F(cairo_set_font_options) \
    F(cairo_set_line_width) \
    F(cairo_set_source_rgb) \
    F(cairo_show_page) \
    F(cairo_status) \
    F(cairo_status_to_string) \
    F(cairo_stroke) \
    F(cairo_surface_destroy) \
    F(cairo_surface_finish) \
    F(cairo_surface_status) \
    F(cairo_tag_begin) \
    F(cairo_tag_end) \
    F(cairo_translate) \
    F(pango_attr_family_new) \
    F(pango_attr_foreground_new) \
    F(pango_attr_insert_hyphens_new) \
    F(pango_attr_language_new) \
    F(pango_attr_list_insert) \
    F(pango_attr_list_new) \
    F(pango_attr_list_unref) \
    F(pango_attr_style_new) \
    F(pango_attr_weight_new) \
    F(pango_cairo_context_set_font_options) \
    F(pango_cairo_font_map_new) \
    F(pango_cairo_font_map_set_resolution) \
    F(pango_cairo_show_glyph_item) \
    F(pango_cairo_show_layout) \
    F(pango_cairo_show_layout_line) \
    F(pango_cairo_update_context) \
    F(pango_context_set_round_glyph_positions) \
    F(pango_font_description_free) \
    F(pango_font_description_new) \
    F(pango_font_description_set_absolute_size) \
    F(pango_font_description_set_family_static) \
    F(pango_font_description_set_weight) \
    F(pango_font_map_create_context) \
    F(pango_glyph_string_get_width) \
    F(pango_language_from_string) \
    F(pango_layout_get_iter) \
    F(pango_layout_get_line_count) \
    F(pango_layout_get_pixel_size) \
    \
    F(pango_layout_get_text) \
    F(pango_layout_iter_free) \
    F(pango_layout_iter_get_baseline) \
    F(pango_layout_iter_get_line_extents) \
    F(pango_layout_iter_get_line_readonly) \
    F(pango_layout_iter_next_line) \
    F(pango_layout_new) \
    F(pango_layout_set_alignment) \
    F(pango_layout_set_attributes) \
    F(pango_layout_set_ellipsize) \
    F(pango_layout_set_font_description) \
    F(pango_layout_set_line_spacing) \
    F(pango_layout_set_single_paragraph_mode) \
    F(pango_layout_set_text) \
    F(pango_layout_set_width) \
    F(pango_layout_set_wrap)
/* clang-format on */

struct pango_lib {
#define PANGO_LIB_FIELD(name) __typeof__(name) *name;
    PANGO_LIB_EACH(PANGO_LIB_FIELD)
#undef PANGO_LIB_FIELD
};
extern struct pango_lib pango_lib;

/** pango_lib_load(trouble): true when they can be called; else why not. From any thread. */
bool pango_lib_load(const char **trouble);

#ifndef PANGO_LIB_PLAIN
#define cairo_arc pango_lib.cairo_arc
#define cairo_create pango_lib.cairo_create
#define cairo_curve_to pango_lib.cairo_curve_to
#define cairo_destroy pango_lib.cairo_destroy
#define cairo_fill pango_lib.cairo_fill
#define cairo_font_options_create pango_lib.cairo_font_options_create
#define cairo_font_options_destroy pango_lib.cairo_font_options_destroy
#define cairo_font_options_set_hint_metrics pango_lib.cairo_font_options_set_hint_metrics
#define cairo_font_options_set_hint_style pango_lib.cairo_font_options_set_hint_style
#define cairo_line_to pango_lib.cairo_line_to
#define cairo_move_to pango_lib.cairo_move_to
#define cairo_pdf_surface_add_outline pango_lib.cairo_pdf_surface_add_outline
#define cairo_pdf_surface_create_for_stream pango_lib.cairo_pdf_surface_create_for_stream
#define cairo_pdf_surface_set_metadata pango_lib.cairo_pdf_surface_set_metadata
#define cairo_rectangle pango_lib.cairo_rectangle
#define cairo_restore pango_lib.cairo_restore
#define cairo_save pango_lib.cairo_save
#define cairo_scale pango_lib.cairo_scale
#define cairo_set_font_options pango_lib.cairo_set_font_options
#define cairo_set_line_width pango_lib.cairo_set_line_width
#define cairo_set_source_rgb pango_lib.cairo_set_source_rgb
#define cairo_show_page pango_lib.cairo_show_page
#define cairo_status pango_lib.cairo_status
#define cairo_status_to_string pango_lib.cairo_status_to_string
#define cairo_stroke pango_lib.cairo_stroke
#define cairo_surface_destroy pango_lib.cairo_surface_destroy
#define cairo_surface_finish pango_lib.cairo_surface_finish
#define cairo_surface_status pango_lib.cairo_surface_status
#define cairo_tag_begin pango_lib.cairo_tag_begin
#define cairo_tag_end pango_lib.cairo_tag_end
#define cairo_translate pango_lib.cairo_translate
#define pango_attr_family_new pango_lib.pango_attr_family_new
#define pango_attr_foreground_new pango_lib.pango_attr_foreground_new
#define pango_attr_insert_hyphens_new pango_lib.pango_attr_insert_hyphens_new
#define pango_attr_language_new pango_lib.pango_attr_language_new
#define pango_attr_list_insert pango_lib.pango_attr_list_insert
#define pango_attr_list_new pango_lib.pango_attr_list_new
#define pango_attr_list_unref pango_lib.pango_attr_list_unref
#define pango_attr_style_new pango_lib.pango_attr_style_new
#define pango_attr_weight_new pango_lib.pango_attr_weight_new
#define pango_cairo_context_set_font_options pango_lib.pango_cairo_context_set_font_options
#define pango_cairo_font_map_new pango_lib.pango_cairo_font_map_new
#define pango_cairo_font_map_set_resolution pango_lib.pango_cairo_font_map_set_resolution
#define pango_cairo_show_glyph_item pango_lib.pango_cairo_show_glyph_item
#define pango_cairo_show_layout pango_lib.pango_cairo_show_layout
#define pango_cairo_show_layout_line pango_lib.pango_cairo_show_layout_line
#define pango_cairo_update_context pango_lib.pango_cairo_update_context
#define pango_context_set_round_glyph_positions pango_lib.pango_context_set_round_glyph_positions
#define pango_font_description_free pango_lib.pango_font_description_free
#define pango_font_description_new pango_lib.pango_font_description_new
#define pango_font_description_set_absolute_size pango_lib.pango_font_description_set_absolute_size
#define pango_font_description_set_family_static pango_lib.pango_font_description_set_family_static
#define pango_font_description_set_weight pango_lib.pango_font_description_set_weight
#define pango_font_map_create_context pango_lib.pango_font_map_create_context
#define pango_glyph_string_get_width pango_lib.pango_glyph_string_get_width
#define pango_language_from_string pango_lib.pango_language_from_string
#define pango_layout_get_iter pango_lib.pango_layout_get_iter
#define pango_layout_get_line_count pango_lib.pango_layout_get_line_count
#define pango_layout_get_pixel_size pango_lib.pango_layout_get_pixel_size
#define pango_layout_get_text pango_lib.pango_layout_get_text
#define pango_layout_iter_free pango_lib.pango_layout_iter_free
#define pango_layout_iter_get_baseline pango_lib.pango_layout_iter_get_baseline
#define pango_layout_iter_get_line_extents pango_lib.pango_layout_iter_get_line_extents
#define pango_layout_iter_get_line_readonly pango_lib.pango_layout_iter_get_line_readonly
#define pango_layout_iter_next_line pango_lib.pango_layout_iter_next_line
#define pango_layout_new pango_lib.pango_layout_new
#define pango_layout_set_alignment pango_lib.pango_layout_set_alignment
#define pango_layout_set_attributes pango_lib.pango_layout_set_attributes
#define pango_layout_set_ellipsize pango_lib.pango_layout_set_ellipsize
#define pango_layout_set_font_description pango_lib.pango_layout_set_font_description
#define pango_layout_set_line_spacing pango_lib.pango_layout_set_line_spacing
#define pango_layout_set_single_paragraph_mode pango_lib.pango_layout_set_single_paragraph_mode
#define pango_layout_set_text pango_lib.pango_layout_set_text
#define pango_layout_set_width pango_lib.pango_layout_set_width
#define pango_layout_set_wrap pango_lib.pango_layout_set_wrap
#endif

#endif

// SPDX-License-Identifier: EUPL-1.2
// Comments as five organisations write them: node search.mjs comments N > FILE, the rows of
// search_entry as tab-separated text; node search.mjs ask PORT COOKIE, the 99th percentile of
// searches of every kind in milliseconds, one line for each kind and one for all.
import http from "node:http";

let seed = 20261125;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) / 2 ** 24;
const pick = list => list[Math.floor(random() * list.length)];

// The commonest words of each language first, as they are in all texts; then made ones, of which
// a few are frequent and most are rare.
const common = {
    en: "the of and to in is that for it with as on be are this we have by not from budget partner activity training report".split(" "),
    sr: "i je da u se na za su od sa to kao ne ali po iz budžet partner aktivnost obuka izveštaj sastanak predlog rok šta".split(" "),
    sl: "in je da se na za so od z to kot ne ali po iz proračun partner dejavnost usposabljanje poročilo sestanek predlog rok kaj že".split(" "),
    mk: "и е да во се на за со од тоа како не но по ќе буџет партнер активност обука извештај состанок предлог рок што уште".split(" "),
    sq: "dhe të në e për me që nga është një si nuk por sipas do buxheti partneri veprimtaria trajnimi raporti takimi propozimi afati çfarë edhe".split(" "),
};
const cyrillic = new Map(Object.entries({ a: "а", b: "б", c: "ц", č: "ч", ć: "ћ", d: "д", đ: "ђ", e: "е", f: "ф", g: "г", h: "х", i: "и", j: "ј", k: "к", l: "л", m: "м", n: "н", o: "о", p: "п", r: "р", s: "с", š: "ш", t: "т", u: "у", v: "в", z: "з", ž: "ж" }));
const write = (w, script) => script === "cyrl" ? [...w].map(c => cyrillic.get(c) ?? c).join("") : w;
const syllables = "ba če di go ha ja ka lo mi nu pro re sta šo tra va zu žen kon ori pre sve".split(" ");
const made = Array.from({ length: 20000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(""));
const zipf = list => list[Math.min(list.length - 1, Math.floor(list.length ** random()) - 1)];
const languages = [["en"], ["sr", "latn"], ["sr", "cyrl"], ["sl"], ["mk"], ["sq"]];

function comment(n) {
    const [language, script] = pick(languages), words = [];
    for (let i = 15 + Math.floor(random() * random() * 120); i > 0; i--)
        words.push(write(random() < 0.45 ? zipf(common[language]) : zipf(made), script));
    if (n % 5000 === 7) words.splice(3, 0, "Šabac");
    return words.join(" ");
}

function comments(count) {
    let out = "";
    for (let n = 1; n <= count; n++) {
        const partner = n % 4 ? "" : 1 + n % 5, day = String(1 + n % 28).padStart(2, "0");
        out += ["comment", 1e7 + n, 1, partner, "Activity A" + n % 40, comment(n), `2026-0${1 + n % 9}-${day}T10:00:00Z`].join("\t") + "\n";
        if (out.length > 1 << 20) process.stdout.write(out), (out = "");
    }
    process.stdout.write(out);
}

const kinds = {
    common: () => pick(["the", "je", "и", "training", "obuka", "partner", "budžet"]),
    rare: () => pick(made.slice(15000)) + " ",
    two_common: () => pick(["budget report", "obuka rok", "обука рок", "je da", "raporti takimi", "the obuka"]),
    rare_common: () => pick(made.slice(5000)) + " i",
    prefix: () => pick(["pro", "st", "pre", "bu", "k", "об", "tra", "zu", "an"]),
    phrase: () => '"' + pick(["of the", "da se", "за се", "je da", "in the training"]) + '"',
    script: () => pick(["Sabac", "Šabac", "ШАБАЦ", "sabac"]),
    no_hit: () => "zzyzx" + Math.floor(random() * 1e6),
};

function get(agent, port, cookie, q) {
    const path = "/p/1/search?kind=comment&q=" + encodeURIComponent(q), t0 = performance.now();
    return new Promise((done, bad) => http.get({ agent, port, path, headers: { cookie } }, r => {
        if (r.statusCode !== 200) bad(new Error(path + ": " + r.statusCode));
        let text = "";
        r.setEncoding("utf8").on("data", d => (text += d)).on("end", () => done([performance.now() - t0, text]));
    }).on("error", bad));
}

const p99 = list => list.sort((a, b) => a - b)[Math.ceil(list.length * 0.99) - 1];

async function ask(port, cookie) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 }), all = [];
    for (const [kind, question] of Object.entries(kinds)) {
        const took = [];
        let found = 0;
        for (let i = 0; i < 200; i++) {
            const [ms, text] = await get(agent, port, cookie, question());
            took.push(ms);
            found += /<mark>/.test(text);
        }
        all.push(...took);
        if (kind === "no_hit" ? found : found < 100) throw new Error(`${kind}: ${found} of 200 found something`);
        console.log(kind, p99(took).toFixed(1));
    }
    console.log("all", p99(all).toFixed(1));
    agent.destroy();
}

const [what, a, b] = process.argv.slice(2);
if (what === "comments") comments(Number(a));
else await ask(a, b);

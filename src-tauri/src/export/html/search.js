// Searches the site without a server: the index lies in scripts beside this one, of which only those are loaded that a
// query needs. search/settings.js says how many there are and how letters fold.
"use strict";

const lede = {
  settings: null,
  /** Loaded parts of the index by number: words with their articles. */
  words: new Map(),
  /** Loaded lists of articles by number. */
  articles: new Map(),
};

const loading = new Map();

function load(name) {
  if (!loading.has(name)) {
    loading.set(
      name,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js`;
        script.onload = resolve;
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      }),
    );
  }
  return loading.get(name);
}

/** The spelling of a text that the index has; the same as the archive's own. */
function fold(text) {
  const { folds } = lede.settings;
  let folded = "";
  let base = " ";
  for (const c of text.normalize("NFKD")) {
    if (/[\p{Alphabetic}\p{N}]/u.test(c)) base = c;
    if (/[\u0300-\u036f\u0483-\u0489]/u.test(c)) {
      const letter = /[A-Za-z\u00c0-\u02af\u0370-\u052f\u1e00-\u1fff\u2c60-\u2c7f]/u.test(base);
      const own = ["и\u0306", "у\u0306", "і\u0308", "г\u0301", "к\u0301"].includes(base.toLowerCase() + c);
      if (!letter || own) folded += c;
    } else {
      folded += Object.hasOwn(folds, c) ? folds[c] : c.toUpperCase().toLowerCase();
    }
  }
  return folded.normalize("NFC");
}

const isUnspaced = (c) => lede.settings.unspaced.some(([first, last]) => c.codePointAt(0) >= first && c.codePointAt(0) <= last);

/** The terms of a query: words, of which the beginning is enough, and pairs of letters of scripts without spaces. */
function terms(query) {
  const found = [];
  for (const [word] of fold(query).matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu)) {
    let run = "";
    let unspaced = false;
    for (const c of [...word, null]) {
      if (c !== null && (run === "" || isUnspaced(c) === unspaced)) {
        unspaced = isUnspaced(c);
        run += c;
        continue;
      }
      const letters = [...run];
      if (!unspaced) found.push({ text: run, whole: letters.length < 2 });
      else if (letters.length === 1) found.push({ text: run, whole: true });
      else letters.slice(1).forEach((next, at) => found.push({ text: letters[at] + next, whole: true }));
      run = c ?? "";
      unspaced = c !== null && isUnspaced(c);
    }
  }
  return found;
}

function part(term) {
  const [first, second] = [...term];
  return (first.codePointAt(0) * 31 + (second?.codePointAt(0) ?? 0)) % lede.settings.parts;
}

/** Of each article that has a term, how much it says. */
async function having(term) {
  const number = part(term.text);
  await load(`words-${number}`);
  const found = new Map();
  for (const [word, places] of Object.entries(lede.words.get(number) ?? {})) {
    if (term.whole ? word !== term.text : !word.startsWith(term.text)) continue;
    const rarity = Math.log(1 + (2 * lede.settings.articles) / places.length);
    for (let at = 0, article = 0; at < places.length; at += 2) {
      article += places[at];
      const says = rarity * Math.sqrt(places[at + 1]) * (word === term.text ? 1 : 0.6);
      found.set(article, Math.max(found.get(article) ?? 0, says));
    }
  }
  return found;
}

async function search(query) {
  let all = null;
  for (const found of await Promise.all(terms(query).map(having))) {
    if (all === null) all = found;
    else for (const [article, says] of all) found.has(article) ? all.set(article, says + found.get(article)) : all.delete(article);
  }
  return [...(all ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([article]) => article);
}

async function row(number) {
  const size = lede.settings.list;
  const list = Math.floor(number / size);
  await load(`articles-${list}`);
  const [title, address, about, direction, excerpt] = lede.articles.get(list)[number - list * size];
  const item = document.createElement("li");
  item.className = "entry";
  item.dir = direction;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  const small = document.createElement("small");
  small.textContent = about;
  const text = document.createElement("p");
  text.textContent = excerpt;
  item.append(link, " ", small, text);
  return item;
}

const SHOWN = 100;
let turn = 0;

async function show(query) {
  const mine = ++turn;
  const found = query.trim() === "" ? [] : await search(query);
  const rows = await Promise.all(found.slice(0, SHOWN).map(row));
  if (mine !== turn) return;
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  const { count, none } = lede.settings.texts;
  document.querySelector("#results").replaceChildren(...rows);
  document.querySelector("#count").textContent =
    query.trim() === "" ? "" : found.length === 0 ? none : count.replace("#", digits.format(found.length));
}

async function start() {
  await load("settings");
  const field = document.querySelector("input");
  const search = () => show(field.value);
  field.addEventListener("input", search);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  field.value = decodeURIComponent(location.hash.slice(1));
  field.focus();
  await search();
}

start();

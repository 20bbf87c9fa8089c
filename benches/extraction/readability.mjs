// Answers lines `{id, url, html}` with lines `{id, html}`, by Mozilla's Readability over jsdom.
//
// usage: node readability.mjs FOLDER    FOLDER has node_modules with @mozilla/readability and jsdom

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(resolve(process.argv[2], "index.js"));
const { Readability } = require("@mozilla/readability");
const { JSDOM, VirtualConsole } = require("jsdom");

function extract({ html, url }) {
    // A console without listeners says nothing of style sheets that cannot be read.
    const { window } = new JSDOM(html, { url, virtualConsole: new VirtualConsole() });
    try {
        return new Readability(window.document).parse()?.content ?? "";
    } finally {
        window.close();
    }
}

for await (const line of createInterface({ input: process.stdin })) {
    const row = JSON.parse(line);
    let html = "";
    try {
        html = extract(row);
    } catch (error) {
        console.error(`${row.id}: ${error.message}`);
    }
    process.stdout.write(`${JSON.stringify({ id: row.id, html })}\n`);
}

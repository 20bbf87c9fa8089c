import type { Citation, CitationStyle } from "../api";
import { FORMATS, STYLES } from "../utils/citations";
import type { Action } from "./actions";
import type { Lede } from "./lede.svelte";

/** What a person does to cite articles and highlights. */
export class Citing {
  readonly #lede: Lede;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Puts citations of articles into the clipboard: of those that actions apply to, unless others are named. */
  async copy(style: CitationStyle, ids: readonly number[] = this.#lede.targets): Promise<void> {
    if (ids.length === 0) return;
    const { api, locale } = this.#lede;
    await this.#put(api.cite([...ids], style, locale.language), style);
  }

  /** Puts a highlight into the clipboard with its place and where it is from. */
  async copyHighlight(style: CitationStyle, id: number): Promise<void> {
    const { api, locale } = this.#lede;
    await this.#put(
      api.citeHighlight(id, style, locale.language).then((one) => [one]),
      style,
    );
  }

  async #put(asked: Promise<Citation[]>, style: CitationStyle): Promise<void> {
    let text = "";
    const ready = asked.then((citations) => (text = joined(citations, style)));
    if (await this.#lede.attempt(ready)) await this.#lede.copy(text);
  }
}

/** Several citations as one text; items of CSL-JSON are an array. */
function joined(citations: readonly Citation[], style: CitationStyle): string {
  const texts = citations.map(({ text }) => text);
  return style === "csl-json" ? `[\n${texts.join(",\n")}\n]` : texts.join("\n\n");
}

/** A line of the palette for each style. */
export function citing(lede: Lede): Action[] {
  return [...STYLES, ...FORMATS].map((style) => ({
    group: "articles",
    id: `cite-${style}`,
    keys: [],
    label: () => lede.locale.t("cite.copyIn", { style: lede.locale.t(`cite.${style}`) }),
    enabled: () => lede.targets.length > 0,
    run: () => void lede.citing.copy(style),
  }));
}

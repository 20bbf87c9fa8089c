import type { Api, RuleImport, RuleTrial, StoredRule } from "../api";
import { lineOf, newRule } from "../utils/rules";

/** The rules for single sites, and the one that is being written. */
export class SiteRules {
  readonly #api: Api;

  list = $state.raw<readonly StoredRule[]>([]);
  /** Hosts of the stored rule that is edited, or null for a new one. */
  host = $state.raw<string | null>(null);
  /** The rule as it is being written; it outlives the dialog, so that closing it loses nothing. */
  text = $state("");
  /** Why the text cannot be used. */
  fault = $state.raw<unknown>(null);
  trial = $state.raw<RuleTrial | null>(null);
  report = $state.raw<RuleImport | null>(null);
  busy = $state(false);

  readonly stored = $derived(this.list.find((rule) => rule.host === this.host) ?? null);
  readonly changed = $derived(this.text !== (this.stored?.text ?? "") && this.text.trim() !== "");
  /** Line of the text that cannot be used, from 1. */
  readonly faultyLine = $derived(lineOf(this.fault));

  constructor(api: Api) {
    this.#api = api;
  }

  /** Reads the rules; with a host, turns to the rule for it, or begins one. */
  async load(host: string | null): Promise<void> {
    this.list = await this.#api.rules();
    if (this.changed) return;
    const own = host === null ? null : await this.#api.ruleFor(host);
    if (own) this.edit(own);
    else if (host !== null) this.begin(host);
    else if (this.stored === null) this.host = null;
  }

  edit(rule: StoredRule): void {
    this.#turn(rule.host, rule.text);
  }

  begin(host: string | null): void {
    this.#turn(null, newRule(host ?? "example.org"));
  }

  /** Shows what the text makes of an article. */
  async try(article: number): Promise<void> {
    await this.#work(async () => {
      this.trial = await this.#api.tryRule(article, this.text);
    });
  }

  /** Stores the text; resolves to the stored rule, or to null when it cannot be used. */
  async store(): Promise<StoredRule | null> {
    return await this.#work(async () => {
      const rule = await this.#api.setRule(this.text);
      this.list = await this.#api.rules();
      this.host = rule.host;
      return rule;
    });
  }

  /** Removes the stored rule; resolves to it, so that it can be put back. */
  async remove(): Promise<StoredRule | null> {
    const { host } = this;
    if (host === null) return null;
    return await this.#work(async () => {
      const rule = await this.#api.removeRule(host);
      this.list = await this.#api.rules();
      this.#turn(null, "");
      return rule;
    });
  }

  async putBack(rule: StoredRule): Promise<void> {
    await this.#api.setRule(rule.text);
    this.list = await this.#api.rules();
    this.edit(rule);
  }

  async import(folder: boolean): Promise<void> {
    await this.#work(async () => {
      const report = await this.#api.importRules(folder);
      if (!report) return;
      this.report = report;
      this.list = await this.#api.rules();
    });
  }

  #turn(host: string | null, text: string): void {
    this.host = host;
    this.text = text;
    this.fault = null;
    this.trial = null;
    this.report = null;
  }

  async #work<T>(work: () => Promise<T>): Promise<T | null> {
    this.busy = true;
    this.fault = null;
    this.trial = null;
    try {
      return await work();
    } catch (error) {
      this.fault = error;
      return null;
    } finally {
      this.busy = false;
    }
  }
}

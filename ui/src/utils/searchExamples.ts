import type { Language } from "../messages/catalogue";
import type { MessageKey } from "../messages/message";

type Sentence = Extract<MessageKey, `help.${string}`>;
type Example = readonly [query: string, meaning: Sentence];

interface Group {
  heading: Sentence;
  examples: readonly Example[];
}

/** Words that the examples look for, as a reader of the language would. */
const WORDS = {
  en: { one: "hormuz", two: "oil", three: "gas", begin: "sanction", phrase: "oil price", by: "grossi", tag: "world" },
  fa: { one: "هرمز", two: "نفت", three: "گاز", begin: "تحریم", phrase: "بهای نفت", by: "گروسی", tag: "جهان" },
} as const satisfies Record<Language, Record<string, string>>;

/** The whole query language by examples. */
export function examplesOf(language: Language): readonly Group[] {
  const { one, two, three, begin, phrase, by, tag } = WORDS[language];
  const quoted = language === "fa" ? `«${phrase}»` : `"${phrase}"`;
  return [
    {
      heading: "help.words",
      examples: [
        [`${one} ${two}`, "help.ex.words"],
        [quoted, "help.ex.phrase"],
        [`${begin}*`, "help.ex.beginning"],
        [`${two} -${three}`, "help.ex.not"],
        [`${two} OR ${three}`, "help.ex.or"],
        [`(${two} OR ${three}) ${one}`, "help.ex.group"],
      ],
    },
    {
      heading: "help.where",
      examples: [
        [`title:${one}`, "help.ex.title"],
        [`by:${by}`, "help.ex.by"],
        [`text:${quoted}`, "help.ex.text"],
        [`note:${two}`, "help.ex.note"],
        [`highlight:${two}`, "help.ex.highlight"],
      ],
    },
    {
      heading: "help.what",
      examples: [
        ["site:bbc.com", "help.ex.site"],
        [`tag:${tag}`, "help.ex.tag"],
        [`in:${tag}`, "help.ex.in"],
        ["lang:fa", "help.ex.lang"],
        ["is:unread", "help.ex.is"],
        ["has:note", "help.ex.has"],
        ["words:>800", "help.ex.longer"],
        ["links-to:bbc.com", "help.ex.links"],
        ["related-to:12", "help.ex.related"],
      ],
    },
    {
      heading: "help.when",
      examples: [
        ["published:2018-06..2018-08", "help.ex.published"],
        ["published:>2024", "help.ex.since"],
        ["saved:last week", "help.ex.saved"],
        ["published:1403-06", "help.ex.persian"],
      ],
    },
    {
      heading: "help.joined",
      examples: [
        [`-tag:${tag}`, "help.ex.negated"],
        [`is:unread lang:fa ${two} -${three}`, "help.ex.both"],
      ],
    },
  ];
}

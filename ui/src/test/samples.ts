import type { Article } from "../api";

/** What a sample says; the rest is made up by `sampleArticle`. */
export interface Sample {
  title: string;
  authors: string[];
  site: string;
  url: string;
  published: string;
  language: string;
  minutes: number;
  excerpt: string;
  html: string;
  section?: string;
  picture?: boolean;
  doubts?: Article["diagnosis"]["doubts"];
  evidence?: Article["diagnosis"]["evidence"];
}

/** Hash of the picture the samples show. */
export const PICTURE = "b7".repeat(32);

const figure = (alt: string, caption: string): string =>
  `<figure><img src="asset:${PICTURE}" alt="${alt}" width="1200" height="800"><figcaption dir="auto">${caption}</figcaption></figure>`;

/** Articles of our own, in the scripts the window must do well. */
export const SAMPLES: readonly Sample[] = [
  {
    title: "The harbour that learned to wait for its ships",
    authors: ["Marta Lindqvist", "Owen Achterberg"],
    site: "The Meridian",
    url: "https://meridian.example/harbour-waits",
    published: "2026-11-21T08:30:00+01:00",
    language: "en",
    minutes: 9,
    section: "Trade",
    picture: true,
    excerpt:
      "For a century the pilots of Easthaven raced the tide. Then the channel silted up, the dredgers left, and the town discovered what patience is worth.",
    html:
      figure("Cranes at dawn", "The eastern quay before the first tide. <cite>Photograph: L. Brandt</cite>") +
      `<p dir="auto">For a century the pilots of Easthaven raced the tide. They knew each bar and each bell by heart, and a ship that missed the morning water cost its owners a day. Then, in the winter of the long north wind, the channel silted up, the dredgers left for better contracts, and the town discovered <a href="https://meridian.example/patience">what patience is worth</a>.</p>
<p dir="auto">“We used to sell speed,” says the harbour master, who has kept the log for thirty-one years. “Now we sell the certainty that nobody will be hurried into the rocks. It turns out that insurers like that better.” Her office is a wooden room over the fish market; its only modern instrument is a display the size of a book.</p>
<h2 dir="auto">A market for certainty</h2>
<p dir="auto">The arithmetic is simple enough. A vessel that waits outside for the second tide burns a little more fuel and pays a little more crew. A vessel that runs aground pays for everything. When the port authority began to publish its depth soundings each morning, <em>for anyone who cared to look</em>, the number of groundings fell to nothing within two seasons.</p>
<blockquote dir="auto"><p dir="auto">Nobody writes home about the accident that did not happen. But the ledgers remember it.</p></blockquote>
<table><caption>Arrivals and groundings at Easthaven</caption><thead><tr><th>Season</th><th>Arrivals</th><th>Waited a tide</th><th>Groundings</th></tr></thead><tbody><tr><td>2021–22</td><td>1,204</td><td>88</td><td>7</td></tr><tr><td>2022–23</td><td>1,187</td><td>341</td><td>2</td></tr><tr><td>2023–24</td><td>1,260</td><td>402</td><td>0</td></tr><tr><td>2024–25</td><td>1,311</td><td>397</td><td>0</td></tr></tbody></table>
<p dir="auto">Three things made the difference, the pilots say:</p>
<ul><li dir="auto">soundings that are published before breakfast,</li><li dir="auto">a berth fee that does not punish those who wait, and</li><li dir="auto">a radio channel on which <strong>nobody</strong> is laughed at for asking.</li></ul>
<p dir="auto"><img alt="Map of the old and the new channel" data-missing="status" data-url="https://meridian.example/map.png"></p>
<p dir="auto">The model they run each night is short enough to be pinned to the wall:</p>
<pre><code>depth = sounding + tide(t) - swell / 2
safe  = depth - draught &gt; 1.5   # metres</code></pre>
<p dir="auto">Whether the lesson travels is another matter. Larger ports sell turnaround times by the minute, and their customers have built whole factories on the promise. But a delegation from two of them came last spring, took photographs of the wall, and stayed a day longer than planned. The weather, they said, was not right for leaving.</p>`,
  },
  {
    title: "کتابخانه‌ای که شب‌ها نمی‌خوابد",
    authors: ["نازنین فروزان"],
    site: "خبر روز",
    url: "https://khabar.example/ketabkhaneh",
    published: "2026-11-20T19:10:00+03:30",
    language: "fa",
    minutes: 6,
    section: "فرهنگ",
    picture: true,
    excerpt:
      "در حاشیهٔ بازار قدیم، کتابخانهٔ کوچکی هست که چراغش تا سپیده روشن می‌ماند. کتابدارش می‌گوید خواننده‌ها ساعت نمی‌شناسند.",
    html:
      figure("قفسه‌های کتاب", "تالار خواندن در ساعت سه بامداد") +
      `<p dir="auto">در حاشیهٔ بازار قدیم، کتابخانهٔ کوچکی هست که چراغش تا سپیده روشن می‌ماند. کتابدارش می‌گوید خواننده‌ها ساعت نمی‌شناسند و کتاب هم خواب ندارد. هر شب سی تا چهل نفر می‌آیند؛ راننده‌ها، پرستارها، دانشجوها و گاهی کسی که فقط از سرما پناه آورده است.</p>
<p dir="auto">این کتابخانه با ۱٬۲۰۰ کتاب آغاز شد و امروز بیش از ۱۸ هزار جلد دارد. فهرستش را با نرم‌افزار متن‌باز <bdi>Koha</bdi> نگه می‌دارند و هر کسی می‌تواند از خانه ببیند چه کتابی روی قفسه است.</p>
<h2 dir="auto">خواننده‌هایی که نام ندارند</h2>
<blockquote dir="auto"><p dir="auto">ما نمی‌پرسیم چرا آمده‌اید؛ فقط می‌پرسیم چای می‌خورید یا نه.</p></blockquote>
<p dir="auto">قانون‌های اینجا کوتاه‌اند:</p><ol><li dir="auto">کتاب را همان‌جا که برداشته‌اید بگذارید.</li><li dir="auto">آهسته حرف بزنید، یا ننویسید که حرف زده‌اید.</li><li dir="auto">آخرین نفر چراغ آشپزخانه را خاموش کند.</li></ol>
<p dir="auto">شهرداری دو بار پیشنهاد داده است که ساعت کار را کوتاه کنند تا هزینهٔ برق کمتر شود. هر دو بار خود خواننده‌ها پول برق را داده‌اند. «این هم نوعی حق عضویت است»، کتابدار می‌گوید و لبخند می‌زند.</p>
<p dir="auto">The sign at the door says in English: “Open, obviously.”</p>`,
  },
  {
    title: "Why the best maps admit what they do not know",
    authors: ["Ines Corrado"],
    site: "Fieldnotes",
    url: "https://fieldnotes.example/maps",
    published: "2026-11-19",
    language: "en",
    minutes: 14,
    excerpt:
      "Blank space on a map used to be an embarrassment. A new generation of cartographers draws it on purpose, and measures it.",
    html: `<p dir="auto">Blank space on a map used to be an embarrassment. A new generation of cartographers draws it on purpose, and measures it.</p><p dir="auto">Uncertainty has a texture, they argue, and the reader deserves to feel it under the finger.</p>`,
  },
  {
    title: "长江边的一座小站，慢车仍然准时",
    authors: ["周若岚"],
    site: "江城周刊",
    url: "https://jiangcheng.example/slow-train",
    published: "2026-11-18T06:00:00+08:00",
    language: "zh-CN",
    minutes: 5,
    excerpt: "每天清晨六点零四分，绿皮车会在这里停两分钟。站台上的人不多，却总有人带着一篮新鲜的蔬菜。",
    html: `<p dir="auto">每天清晨六点零四分，绿皮车会在这里停两分钟。站台上的人不多，却总有人带着一篮新鲜的蔬菜，赶往下游的早市。</p><p dir="auto">列车员老陈在这条线上跑了二十六年。他说，快车看的是时间，慢车看的是人。票价从来没有超过一碗面的钱，而车厢里的消息，比任何报纸都快。</p><h2 dir="auto">两分钟里发生的事</h2><p dir="auto">有人上车，有人下车，也有人只是来送一封信。站长把这些都记在一本蓝皮的册子里：“有一天没人来了，我也会照样写上日期。”</p>`,
  },
  {
    title: "مدينة تعيد اكتشاف أفنيتها القديمة",
    authors: ["سلمى الحداد", "كريم نصّار"],
    site: "صحيفة المرفأ",
    url: "https://marfa.example/courtyards",
    published: "2026-11-17T12:00:00+02:00",
    language: "ar",
    minutes: 7,
    excerpt:
      "حين ارتفعت حرارة الصيف إلى ما لا يُحتمل، عاد السكان إلى الأفنية التي هجرها آباؤهم، فوجدوا فيها ما لم تمنحه المكيّفات.",
    html: `<p dir="auto">حين ارتفعت حرارة الصيف إلى ما لا يُحتمل، عاد السكان إلى الأفنية التي هجرها آباؤهم، فوجدوا فيها ما لم تمنحه المكيّفات: ظلّاً متحرّكاً وهواءً يعرف طريقه.</p><p dir="auto">قاس المهندسون الفرق فبلغ ٩ درجات مئوية عند الظهيرة، ونُشرت النتائج في مجلة <em>Building &amp; Climate</em> هذا الخريف.</p>`,
  },
  {
    title: "Council postpones vote on night trains after marathon session",
    authors: [],
    site: "Northern Courier",
    url: "https://courier.example/night-trains",
    published: "2026-11-16T23:48:00Z",
    language: "en",
    minutes: 3,
    excerpt:
      "After eleven hours and forty amendments the transport committee went home without a decision. Operators say the timetable cannot wait.",
    doubts: ["paywall"],
    evidence: [
      { doubt: "paywall", place: "json-ld", found: "isAccessibleForFree: false" },
      { doubt: "paywall", place: "page", found: "Subscribe to continue reading" },
    ],
    html: `<p dir="auto">After eleven hours and forty amendments the transport committee went home without a decision. Operators say the timetable cannot wait for the spring session.</p>`,
  },
  {
    title: "A beginner’s guide to reading a government budget",
    authors: ["Tomasz Wren"],
    site: "Ledger & Line",
    url: "https://ledger.example/budget",
    published: "2026-10-30",
    language: "en",
    minutes: 21,
    excerpt:
      "Start at the back. The annexes are dull, precise and honest, which is more than can be said of the speech.",
    html: `<p dir="auto">Start at the back. The annexes are dull, precise and honest, which is more than can be said of the speech.</p>`,
  },
  {
    title: "Slow radio: forty minutes of rain, and a million listeners",
    authors: ["Hanne Vester"],
    site: "The Meridian",
    url: "https://meridian.example/slow-radio",
    published: "2025-12-02",
    language: "en",
    minutes: 4,
    picture: true,
    excerpt:
      "It began as a mistake in the night schedule. The microphone on the studio roof stayed open, and nobody complained.",
    html: `<p dir="auto">It began as a mistake in the night schedule. The microphone on the studio roof stayed open, and nobody complained.</p>`,
  },
  {
    title: "پل‌های چوبی گیلان؛ مهندسیِ بی‌میخ",
    authors: ["بهروز آذرنگ"],
    site: "چهارسوق",
    url: "https://charsough.example/bridges",
    published: "2024-05-11",
    language: "fa",
    minutes: 8,
    excerpt:
      "استادکارها می‌گویند چوب را باید گوش داد؛ هر گره جای خودش را نشان می‌دهد. پل‌هایی که ساخته‌اند صد سال است بار می‌برند.",
    html: `<p dir="auto">استادکارها می‌گویند چوب را باید گوش داد؛ هر گره جای خودش را نشان می‌دهد.</p>`,
  },
  {
    title: "What forty years of tide tables taught one island about trust, paperwork and the sea",
    authors: ["Aoife Brennan", "Sten Malm", "Rita Okonjo"],
    site: "Island Review",
    url: "https://island.example/tide-tables",
    published: "2023-08-19",
    language: "en",
    minutes: 33,
    excerpt:
      "The tables were wrong by four minutes. Everyone knew, nobody said so, and the ferry learned to leave early.",
    html: `<p dir="auto">The tables were wrong by four minutes. Everyone knew, nobody said so, and the ferry learned to leave early.</p>`,
  },
];

/** مقاله‌هایی که یک متن دارند. */
export const copies = {
  "copies.heading": "همین متن در جاهای دیگر",
  "copies.also": "در {sites} هم هست",
  "copies.same": "همان متن",
  "copies.differs": "{percent} متفاوت",
  "copies.part": "{percent} متفاوت؛ متن کوتاه‌تر بخشی از متن بلندتر است",
  "copies.not": "همان متن نیست",
  "told.not-duplicate": { one: "دیگر همان متن به شمار نمی‌آید", other: "دیگر همان متن به شمار نمی‌آید" },
  "told.duplicate": { one: "دوباره همان متن به شمار می‌آید", other: "دوباره همان متن به شمار می‌آید" },
  "job.counting": "شمردن",
  "job.deriving": "ساختن دوباره",
  "job.indexing": "نمایه‌سازی",
} as const;

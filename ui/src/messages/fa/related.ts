/** مقاله‌های مرتبط و دلیلشان. */
export const related = {
  "related.heading": "مقاله‌های مرتبط",
  "related.mention": "هر دو از {names} می‌گویند",
  "related.sameDay": "در یک روز",
  "related.apart": { one: "به فاصلهٔ {n} روز", other: "به فاصلهٔ {n} روز" },
  "related.tagged": "هر دو با برچسب {tags}",
  "related.links": { one: "{n} پیوند مشترک", other: "{n} پیوند مشترک" },
  "related.dismiss": "مرتبط نیست",
  "related.empty":
    "هنوز هیچ مقاله‌ای در بایگانی با این مقاله نام یا واژهٔ کم‌یاب مشترکی ندارد. چنین مقاله‌هایی، هر یک با دلیلش، اینجا می‌آیند.",
} as const;

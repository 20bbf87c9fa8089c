/** پیوندهای میان مقاله‌ها. */
export const links = {
  "action.trailBack": "بازگشت به مقالهٔ پیشین",
  "action.trailForward": "دوباره به جلو",
  "action.fromPage": "نمایش یا پنهان‌کردن «از همین صفحه»",

  "links.menu": "پیوند",
  "links.open": "بازکردن نسخهٔ ذخیره‌شده",
  "links.openTrashed": "بازکردن نسخهٔ درون سطل",
  "links.save": "این را هم ذخیره کن",
  "links.saveShort": "ذخیره",
  "links.again": "تلاش دوباره",
  "links.cancel": "لغو",
  "links.web": "بازکردن در وب",
  "links.copy": "رونوشت نشانی",
  "links.saved": "ذخیره شده",
  "links.trashed": "در سطل",
  "links.waiting": "در حال ذخیره…",

  "links.cited": { one: "{n} مقالهٔ ذخیره‌شده به این ارجاع داده", other: "{n} مقالهٔ ذخیره‌شده به این ارجاع داده‌اند" },
  "links.more": { one: "نمایش {n} مورد دیگر", other: "نمایش {n} مورد دیگر" },
  "links.times": { one: "{n} پیوند", other: "{n} پیوند" },
  "links.heading": { one: "{n} پیوند در متن", other: "{n} پیوند در متن" },
  "links.savedOf": { one: "{n} ذخیره‌شده", other: "{n} ذخیره‌شده" },

  "links.fromPage": "از همین صفحه",
  "links.fromPageCount": { one: "{n} مطلب", other: "{n} مطلب" },
  "links.otherStories": "مطالب دیگر",
  "links.inserts": "همچنین بخوانید",
  "links.saveAll": { one: "ذخیرهٔ آن", other: "ذخیرهٔ هر {n} مطلب" },
  "links.cancelAll": "توقف ذخیره",
  "links.savedOfAll": "{done} از {all} ذخیره شد",
  "links.allSaved": "همه ذخیره شده",
} as const;

import { plural } from "../plural";

/** Fetching what imports brought, pages that are gone, and copies of the Internet Archive. */
export const fetching = {
  "fetch.heading": "Fetching imported articles",
  "fetch.waiting": plural({ one: "{n} article left", other: "{n} articles left" }),
  "fetch.done": plural({ one: "{n} fetched", other: "{n} fetched" }),
  "fetch.failed": plural({ one: "{n} not had", other: "{n} not had" }),
  "fetch.dead": plural({ one: "{n} page is gone", other: "{n} pages are gone" }),
  "fetch.rate": plural({ one: "{n} a minute", other: "{n} a minute" }),
  "fetch.left": "{time} left",
  "fetch.resting": "Resting",
  "fetch.pause": "Pause",
  "fetch.resume": "Go on",
  "fetch.stop": "Stop",
  "fetch.stopHint": "Fetch no more of these articles; they stay as the files had them",
  "fetch.stopped": plural({ one: "{n} article will not be fetched", other: "{n} articles will not be fetched" }),
  "fetch.aside": plural({ one: "{n} site refuses and is left alone", other: "{n} sites refuse and are left alone" }),
  "fetch.asideWaiting": plural({ one: "{n} article waits for it", other: "{n} articles wait for it" }),
  "fetch.release": "Try again",
  "fetch.releaseHost": "Try {host} again",
  "fetch.status": plural({ one: "{n} to fetch", other: "{n} to fetch" }),

  "time.seconds": plural({ one: "{n} second", other: "{n} seconds" }),
  "time.minutes": plural({ one: "{n} minute", other: "{n} minutes" }),
  "time.hours": plural({ one: "{n} hour", other: "{n} hours" }),
  "time.days": plural({ one: "{n} day", other: "{n} days" }),

  "dead.mark": "Gone",
  "dead.markHint": "The page is no longer on the web",
  "dead.status": "The page is gone: its server answered {status} on {date}.",
  "dead.server": "The page is gone: on {date}, and at each try before, its server could not be reached.",
  "dead.ask": "Look in the Internet Archive",
  "snapshot.notice": "This copy comes from the Internet Archive, which made it on {date}.",
  "job.snapshotDone": "Copy of the Internet Archive saved",
  "job.snapshotNone": "The Internet Archive has nothing better",
  "versions.reason.internet-archive": "From the Internet Archive",

  "settings.fetching": "Fetching imported articles",
  "settings.hostDelay": "Pause between two articles of one site",
  "settings.internetArchive": "Ask the Internet Archive for pages that are gone",
  "settings.internetArchiveHint": "archive.org then hears the addresses of such pages.",
} as const;

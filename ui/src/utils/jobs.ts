import type { Job, Progress } from "../api";
import type { Locale } from "../state/locale.svelte";

/** Where a job stands, in words. */
export function jobStatus(locale: Locale, job: Job, progress: Progress | undefined): string {
  switch (job.state) {
    case "queued":
      return job.next_try ? locale.t("job.retryAt", { time: locale.time(job.next_try) }) : locale.t("job.queued");
    case "running":
      return progress ? stage(locale, progress) : locale.t("job.running");
    case "done":
      return ending(locale, job);
    case "failed":
      return locale.t(job.kind === "check" ? "job.checkFailed" : "job.failed");
    case "cancelled":
      return locale.t("job.cancelled");
  }
}

/** Share of a job that is done, where that is known. */
export function jobShare(progress: Progress | undefined): number | null {
  return progress?.total ? Math.min(1, progress.done / progress.total) : null;
}

function stage(locale: Locale, { stage, done, total }: Progress): string {
  if (stage === "fetching" && done > 0) return locale.t("job.fetchingBytes", { size: locale.bytes(done) });
  if (stage === "pictures") {
    return total === null ? locale.t("job.picturesUnknown") : locale.t("job.pictures", { done, total });
  }
  if (stage === "pages") {
    return total === null ? locale.t("job.page", { done }) : locale.t("job.pages", { done, total });
  }
  return locale.t(`job.${stage}`);
}

function ending(locale: Locale, { kind, outcome }: Job): string {
  if (!outcome) return locale.t("job.done");
  if (kind === "retry-pictures") return retried(locale, outcome.missing_assets);
  if (kind === "internet-archive")
    return locale.t(outcome.status === "saved" ? "job.snapshotDone" : "job.snapshotNone");
  if (kind === "check" && outcome.status === "saved") return locale.t("job.checked");
  if (kind === "refetch" && !outcome.shown) return locale.t("job.worse");
  if (outcome.status === "exists") return locale.t(kind === "save" ? "job.exists" : "job.unchanged");
  if (outcome.missing_assets > 0) return locale.t("job.doneMissing", { n: outcome.missing_assets });
  if (outcome.diagnosis?.complete === false) return locale.t("job.doneDoubt");
  return locale.t(kind === "refetch" ? "job.refetched" : "job.done");
}

function retried(locale: Locale, missing: number): string {
  return missing > 0 ? locale.t("job.stillMissing", { n: missing }) : locale.t("job.picturesDone");
}

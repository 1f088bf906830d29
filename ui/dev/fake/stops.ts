import type { Change, ParcelStop, Tag } from "../../src/bindings";
import { MINUTE, scene, sentence } from "./scene";

const AFTER = MINUTE / 40;
let came = false;

/** In the scene `claimed` a cancel request comes over the second parcel, and over a part of the fourth, a moment after the sheet was opened. */
export function stopped(lines: [string, string][], say: (change: Change, tags: Tag[]) => void): ParcelStop[] {
  if (scene.name !== "claimed") return [];
  if (!came) {
    came = true;
    setTimeout(() => say({ change: "stale", tags: ["claims"] }, ["claims"]), AFTER);
    return [];
  }
  const reason = sentence("취소 요청이 들어와 발송에서 뺐습니다. 취소 요청을 먼저 승인하거나 거부하세요.", "A cancel request came in, so it was taken off the shipment. Approve or refuse the request first.");
  return [1, 3].flatMap((index) => {
    const [account, line] = lines[index] ?? [];
    return account && line ? [{ account, line, lines: [line], whole: index === 1, reason }] : [];
  });
}

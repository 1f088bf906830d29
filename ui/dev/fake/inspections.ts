import type { ClaimDetail, ClaimRowView, ClaimVerb, FlowKey, FlowStep, InspectionView, InspectRequest, PhotoView } from "../../src/bindings";
import { ago, DAY, sentence } from "./scene";
import { isEsm } from "./shops";

/** What was found at claims, and how many pictures each keeps. */
const found = new Map<string, InspectionView>();
const photos = new Map<string, PhotoView[]>();
let given = 0;

export const inspectionOf = (claim: string): InspectionView | null => found.get(claim) ?? null;
export const photosOf = (claim: string): PhotoView[] => photos.get(claim) ?? [];

export function inspect(claim: string, { result, pieces, memo }: InspectRequest): void {
  found.set(claim, { result, pieces, memo, at: new Date().toISOString() });
}

export function addPhotos(claim: string) {
  photos.set(claim, [...photosOf(claim), { photo: ++given, added_at: new Date().toISOString() }]);
  return { added: 1, refused: [["메모.txt", sentence("JPG·PNG·WebP 사진이 아닙니다. 이 형식으로 저장해 다시 넣으세요.", "This is no JPEG, PNG or WebP picture. Save it as one of them and add it again.")]] };
}

export function removePhoto(claim: string, photo: number): void {
  photos.set(claim, photosOf(claim).filter((each) => each.photo !== photo));
}

/** A drawn box stands for a photograph. */
export const picture = (photo: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#cdb891"/><path d="M120 200l200-80 200 80v200H120z" fill="#a98753"/><text x="320" y="320" font-size="64" text-anchor="middle" fill="#5b4520">${photo}</text></svg>`)}`;

/** What most likely comes next first; the last four only stop a claim, turn it into another or end it. */
const ORDER: readonly ClaimVerb[] = ["approve", "notify", "refund", "confirm_collected", "reship", "complete", "register_pickup", "release", "hold", "defer", "convert", "refuse"];
const ON = 8;

/** Whether a refund would come before the goods are back, at a marketplace that tells of them. */
export const isEarly = (row: Pick<ClaimRowView, "claim" | "kind" | "step" | "marketplace">, verb: ClaimVerb): boolean =>
  verb === "refund" && row.kind === "return" && ["requested", "collecting"].includes(row.step) && row.marketplace !== "elevenst" && inspectionOf(row.claim) === null;

/** The buttons in their order, with what each is asked about once more, and the one that moves the claim on. */
export function cautioned(row: ClaimRowView): Pick<ClaimRowView, "offers" | "next"> {
  const faulty = (inspectionOf(row.claim)?.result ?? "sound") !== "sound";
  const caution = (verb: ClaimVerb) => {
    if (faulty && (verb === "refund" || verb === "reship")) return sentence("검수 결과가 ‘파손’입니다. 환불하면 되돌릴 수 없으니 다른 방법을 먼저 확인하세요.", "The goods were found: damaged. After the refund nothing can be taken back, so look at the other ways first.");
    return isEarly(row, verb) ? sentence("마켓 기록으로는 상품이 아직 돌아오지 않았습니다. 환불하면 되돌릴 수 없으니 상품을 받았을 때만 누르세요.", "By the marketplace's record the goods are not back yet. After the refund nothing can be taken back, so press only if you have them.") : null;
  };
  const place = (verb: ClaimVerb): number => ORDER.indexOf(verb) + (isEarly(row, verb) ? ON : 0);
  const offers = row.offers.map(([verb, offer]): ClaimRowView["offers"][number] => [verb, { ...offer, caution: caution(verb) }]).sort(([a], [b]) => place(a) - place(b));
  return { offers, next: offers.find(([verb, { enabled }]) => enabled && place(verb) < ON)?.[0] ?? null };
}

const NAMES: Record<FlowKey, [string, string]> = {
  requested: ["요청", "Requested"],
  approved: ["승인", "Approved"],
  pickup: ["수거", "Pickup"],
  collected: ["수거완료", "Received"],
  inspected: ["검수", "Inspected"],
  terms: ["배송비", "Shipping"],
  refunded: ["환불", "Refunded"],
  reshipped: ["재발송", "Re-shipped"],
  completed: ["완료", "Completed"],
  rejected: ["거부", "Refused"],
  withdrawn: ["철회", "Withdrawn"],
  overruled: ["직권 완료", "Overruled"],
  unknown: ["알 수 없음", "Unknown"],
};

const PATHS: Record<ClaimRowView["kind"], FlowKey[]> = {
  cancel: ["requested", "approved", "refunded", "completed"],
  return: ["requested", "approved", "pickup", "collected", "inspected", "terms", "refunded"],
  exchange: ["requested", "pickup", "collected", "inspected", "reshipped", "completed"],
};
const REACHED: Partial<Record<ClaimRowView["step"], FlowKey>> = { requested: "requested", approved: "approved", collecting: "pickup", collected: "collected", refunded: "refunded", reshipped: "reshipped", completed: "completed" };
const MERGED: Partial<Record<FlowKey, [string, string]>> = { approved: ["환불 때 함께", "with the refund"], terms: ["쿠팡이 정함", "set by Coupang"] };

/** A stepper such as the desk draws it. */
export function stepsOf(row: ClaimRowView): FlowStep[] {
  const path: FlowKey[] = isEsm(row.marketplace) && row.kind === "return" ? [...PATHS.return, "completed"] : PATHS[row.kind];
  const last = path.indexOf(REACHED[row.step] ?? "requested");
  const here = last < 0 ? path.length - 1 : last;
  let waits = row.step !== "completed";
  return path.map((key, index): FlowStep => {
    const merged = row.kind === "return" || key === "terms" ? MERGED[key] : row.kind === "cancel" && key === "refunded" ? (["승인하면 바로", "on approval"] as [string, string]) : undefined;
    const name = row.kind === "cancel" && key === "approved" ? sentence("승인·거부", "Decided") : sentence(...NAMES[key]);
    const does = sentence("판매자가 환불합니다. 승인과 동시에 반품이 완료되고 구매자에게 환불되며 되돌릴 수 없습니다.", "The seller refunds it. The approval completes the return and refunds the buyer at once; this cannot be undone.");
    const base = { key, name, at: null, note: null, does, mover: "seller" as const, held: false };
    if (merged) return { ...base, state: "merged", note: sentence(...merged) };
    if (key === "inspected") {
      const seen = inspectionOf(row.claim);
      if (seen) return { ...base, state: "done", at: seen.at, note: sentence("파손", "damaged"), mover: "desk" };
      return { ...base, state: here >= path.indexOf("collected") ? "open" : "later", note: here >= path.indexOf("collected") ? sentence("선택", "optional") : null, mover: "desk" };
    }
    if (index <= here) return { ...base, state: "done", at: ago(DAY * (here - index + 0.2)) };
    if (!waits) return { ...base, state: "later" };
    waits = false;
    return { ...base, state: "now", note: row.held ? sentence("보류 중", "on hold") : sentence("지금", "now"), held: row.held !== null };
  });
}

/** What the panel tells besides. */
export function freshOf(row: ClaimRowView): Pick<ClaimDetail, "read_at" | "inspectable" | "inspection" | "photos"> {
  return { read_at: readAt.get(row.claim) ?? ago(3 * 60_000), inspectable: row.kind !== "cancel", inspection: inspectionOf(row.claim), photos: photosOf(row.claim) };
}

const readAt = new Map<string, string>();

export function readAgain(claim: string) {
  readAt.set(claim, new Date().toISOString());
  return { read_at: readAt.get(claim) ?? null, shown: true };
}

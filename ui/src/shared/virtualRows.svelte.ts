import { Virtualizer, type VirtualItem } from "@tanstack/virtual-core";
import { ScaledScroll } from "./scroll";

const SETTLE_MS = 150;
const OVERSCAN = 12;

/** The rows of a long list that stand in the window, over a list of any height. */
export class VirtualRows {
  /** What to draw. */
  items = $state.raw<VirtualItem[]>([]);
  /** Height of the element that is scrolled, without its header. */
  height = $state(0);
  /** Added to a row's own place to find its place in the element. */
  shift = $state(0);

  #scroll = new ScaledScroll();
  #element: HTMLElement | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #virtual: Virtualizer<HTMLElement, HTMLElement>;
  #count = 0;

  /** `header` is the height of what sticks over the rows, `foot` the space kept free under the last one. */
  constructor(
    readonly rowHeight: number,
    readonly header: number,
    readonly foot: number,
  ) {
    this.#virtual = new Virtualizer<HTMLElement, HTMLElement>(this.#options());
  }

  #options() {
    return {
      count: this.#count,
      estimateSize: () => this.rowHeight,
      overscan: OVERSCAN,
      paddingEnd: this.foot,
      getScrollElement: () => this.#element,
      observeElementRect: (_: unknown, tell: (rect: { width: number; height: number }) => void) => this.#watchSize(tell),
      observeElementOffset: (_: unknown, tell: (offset: number, moving: boolean) => void) => this.#watchScroll(tell),
      scrollToFn: () => undefined,
      onChange: () => this.#draw(),
    };
  }

  /** Watches the element; the answer lets it go. */
  attach(element: HTMLElement): () => void {
    this.#element = element;
    this.#virtual._willUpdate();
    const release = this.#virtual._didMount();
    this.#draw();
    return () => {
      clearTimeout(this.#settling);
      release();
      this.#element = null;
    };
  }

  /** Tells how many rows the list has. */
  resize(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#virtual.setOptions(this.#options());
    this.#virtual.measure();
    this.#measure();
    this.#draw();
  }

  /** Scrolls no further than needed to show a row. */
  reveal(index: number): void {
    const top = index * this.rowHeight;
    const room = this.#viewport - this.foot;
    if (top < this.#scroll.offset) this.#moveTo(top);
    else if (top + this.rowHeight > this.#scroll.offset + room) this.#moveTo(top + this.rowHeight - room);
  }

  /** Scrolls back to the first row. */
  toStart(): void {
    this.#moveTo(0);
  }

  /** Rows that fit under the header. */
  get rowsInView(): number {
    return Math.max(1, Math.floor((this.#viewport - this.foot) / this.rowHeight));
  }

  get #viewport(): number {
    return Math.max(0, (this.#element?.clientHeight ?? 0) - this.header);
  }

  #measure(): void {
    this.#scroll.resize(this.#count * this.rowHeight + this.foot, this.#viewport);
    this.height = this.#scroll.height;
  }

  #draw(): void {
    this.shift = this.#scroll.shift;
    this.items = this.#virtual.getVirtualItems();
  }

  #watchSize(tell: (rect: { width: number; height: number }) => void): () => void {
    const element = this.#element;
    if (!element) return () => undefined;
    const measured = (): void => {
      this.#measure();
      tell({ width: element.clientWidth, height: this.#viewport });
    };
    const watcher = new ResizeObserver(measured);
    watcher.observe(element);
    measured();
    return () => watcher.disconnect();
  }

  #watchScroll(tell: (offset: number, moving: boolean) => void): () => void {
    const element = this.#element;
    if (!element) return () => undefined;
    const moved = (): void => {
      this.#scroll.scrolled(element.scrollTop);
      tell(this.#scroll.offset, true);
      this.#draw();
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.#settle(tell), SETTLE_MS);
    };
    element.addEventListener("scroll", moved, { passive: true });
    tell(this.#scroll.offset, false);
    return () => element.removeEventListener("scroll", moved);
  }

  #settle(tell: (offset: number, moving: boolean) => void): void {
    if (!this.#element) return;
    this.#element.scrollTop = this.#scroll.settle();
    tell(this.#scroll.offset, false);
    this.#draw();
  }

  #moveTo(offset: number): void {
    if (!this.#element) return;
    this.#element.scrollTop = this.#scroll.moveTo(offset);
    this.#element.dispatchEvent(new Event("scroll"));
  }
}

/**
 * Maps a list taller than a browser can lay out onto an element that it can.
 *
 * Chromium stops at 33,554,428 device pixels, so at 200 % scaling an element ends at 16.7 million CSS pixels:
 * a million rows of 34 px need 34 million. The list's own height is `virtual`, the element's is `physical`.
 * Near both ends a pixel is a pixel; the middle is compressed. A scroll shorter than the viewport moves the
 * list by exactly that much, whatever the compression, and `settle` puts the bar back in proportion when
 * the movement has ended.
 */
export const TALLEST = 8_000_000;
const ENDS = 100_000;

export class ScaledScroll {
  /** Where the list stands, in its own pixels. */
  offset = 0;
  /** Where the element stands, in the browser's pixels. */
  #bar = 0;
  #length = 0;
  #viewport = 0;

  /** Tells the list's height and the viewport's. */
  resize(length: number, viewport: number): void {
    this.#length = length;
    this.#viewport = viewport;
    this.offset = Math.min(this.offset, this.last);
  }

  /** The height to give the element. */
  get height(): number {
    return Math.min(this.#length, TALLEST);
  }

  /** The largest offset. */
  get last(): number {
    return Math.max(0, this.#length - this.#viewport);
  }

  /** How far rows must be shifted from their own place to appear in the element. */
  get shift(): number {
    return this.#bar - this.offset;
  }

  /** The element was scrolled to `bar`. */
  scrolled(bar: number): void {
    const moved = bar - this.#bar;
    this.#bar = bar;
    if (bar <= 0) this.offset = 0;
    else if (bar >= this.#lastBar) this.offset = this.last;
    else if (Math.abs(moved) < this.#viewport) this.offset = this.#within(this.offset + moved);
    else this.offset = this.#offsetAt(bar);
  }

  /** Where the bar belongs for the offset; the caller scrolls the element there. */
  settle(): number {
    this.#bar = this.#barAt(this.offset);
    return this.#bar;
  }

  /** Moves the list to an offset and answers where the bar belongs. */
  moveTo(offset: number): number {
    this.offset = this.#within(offset);
    return this.settle();
  }

  get #lastBar(): number {
    return Math.max(0, this.height - this.#viewport);
  }

  get #scaled(): boolean {
    return this.#length > TALLEST;
  }

  #within(offset: number): number {
    return Math.min(Math.max(0, offset), this.last);
  }

  #offsetAt(bar: number): number {
    if (!this.#scaled || bar <= ENDS) return this.#within(bar);
    const fromEnd = this.#lastBar - bar;
    if (fromEnd <= ENDS) return this.#within(this.last - fromEnd);
    return Math.round(ENDS + ((bar - ENDS) * (this.last - 2 * ENDS)) / (this.#lastBar - 2 * ENDS));
  }

  #barAt(offset: number): number {
    if (!this.#scaled || offset <= ENDS) return offset;
    const fromEnd = this.last - offset;
    if (fromEnd <= ENDS) return this.#lastBar - fromEnd;
    return Math.round(ENDS + ((offset - ENDS) * (this.#lastBar - 2 * ENDS)) / (this.last - 2 * ENDS));
  }
}

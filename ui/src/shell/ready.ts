/** Tells whoever watches the window from outside that its first page is painted. */
export function painted(): void {
  requestAnimationFrame(() => {
    document.documentElement.dataset.ready = "true";
  });
}

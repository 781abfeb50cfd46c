"""What an eye with a ruler finds on a page: grey on grey, cut words, buttons for tiny fingers."""

from __future__ import annotations

from playwright.sync_api import Page

#: Finds words too pale for WCAG 2.1 AA, cut or overlapping words, and targets under 44 px.
LOOK = r"""
([wantsTargets]) => {
  const faults = new Set();
  const seen = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const rgba = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], under) =>
    [r, g, b].map((value, index) => value * a + under[index] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const lineage = (node) => {
    const all = [];
    for (let each = node; each; each = each.parentElement) all.push(each);
    return all;
  };
  /** What is behind an element; null where a drawing is, which has no one colour. */
  const ground = (node) => {
    const layers = [];
    for (const each of lineage(node)) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return null;
      const colour = rgba(style.backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const pale = (node, words) => {
    const style = getComputedStyle(node);
    const under = ground(node);
    if (!under || lineage(node).some((each) => each.hasAttribute("disabled"))) return;
    const share = lineage(node).reduce((sum, each) => sum * getComputedStyle(each).opacity, 1);
    const [r, g, b, a] = rgba(style.color);
    const two = [light(over([r, g, b, a * share], under)), light(under)].sort((x, y) => y - x);
    const contrast = (two[0] + 0.05) / (two[1] + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    // Stars are drawings, of which 3 is asked.
    if (contrast < (isLarge || /^[★☆]+$/.test(words) ? 3 : 4.5)) faults.add(`pale ${contrast.toFixed(2)}: ${words}`);
  };
  const layerOf = (node) =>
    lineage(node).find((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position));
  const scrolls = (node) =>
    lineage(node).some((each) => /auto|scroll/.test(getComputedStyle(each).overflowX));
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const words = text.data.trim().slice(0, 24);
    const node = text.parentElement;
    if (!words || /SCRIPT|STYLE|NOSCRIPT/.test(node.tagName) || !seen(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()].filter((each) => each.width > 1 && each.height > 1);
    if (!rects.length || node.closest(".unseen, [role=img], [aria-hidden=true]")) continue;
    pale(node, words);
    const isMovable = scrolls(node);
    for (const rect of rects) {
      if (!isMovable && (rect.right > innerWidth + 1 || rect.left < -1)) faults.add(`outside: ${words}`);
      boxes.push({ rect, words, node, layer: layerOf(node) });
    }
    const style = getComputedStyle(node);
    if (/hidden|clip/.test(style.overflow) && style.textOverflow !== "ellipsis" && !style.webkitLineClamp.match(/\d/))
      if (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 3) faults.add(`cut: ${words}`);
  }
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      if (one.layer !== other.layer || one.node === other.node) continue;
      const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      const low = Math.min(one.rect.height, other.rect.height);
      if (wide > 3 && high > low / 2) faults.add(`overlap: ${one.words} / ${other.words}`);
    }
  });
  const pressable = "uni-button, input, textarea, [role=button], [role=link], [role=checkbox], [role=radio], [role=tab], [role=switch], uni-navigator a";
  if (wantsTargets)
    for (const node of document.querySelectorAll(pressable)) {
      const { width, height } = (node.closest(".field__input") ?? node).getBoundingClientRect();
      if (!seen(node) || !width || node.closest("[role=img], uni-tabbar")) continue;
      const name = node.getAttribute("aria-label") || node.innerText || node.placeholder;
      if (width < 43.5 || height < 43.5) faults.add(`small ${Math.round(width)}×${Math.round(height)}: ${(name || node.className).trim().slice(0, 24)}`);
    }
  return [...faults];
}
"""


def faults_on(page: Page, *, with_targets: bool = True) -> list[str]:
    """Return what cannot be read or pressed on the page as it stands."""
    return page.evaluate(LOOK, [with_targets])

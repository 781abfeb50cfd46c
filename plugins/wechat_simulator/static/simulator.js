// Keeps the page current while somebody looks at it, and only then. A field
// being edited is never replaced under the person's hands.
const EVERY_MS = 4000;

async function refresh() {
  const busy = document.activeElement?.closest("select, input, button, a");
  if (document.hidden || busy) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("main").replaceWith(fresh.getElementById("main"));
}

// What was said once is not said again after a reload; the filter stays.
const here = new URL(location.href);
here.searchParams.delete("said");
history.replaceState(null, "", here);
setInterval(() => refresh().catch(() => {}), EVERY_MS);

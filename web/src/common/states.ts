/** Texts of a part of a page while it loads, when it is empty, and when it fails. */

/** Show that something is being loaded; the returned function removes the words. */
export function loading(element: HTMLElement, words: string): () => void {
  const line = message("explorer-loading", words);
  line.setAttribute("role", "status");
  element.prepend(line);
  return () => line.remove();
}

/** Show that there is no content, and a remedy. */
export function empty(element: HTMLElement, words: string): void {
  element.append(message("explorer-empty", words));
}

/** Show a failure and a remedy; the content of the page without scripts stays. */
export function failed(element: HTMLElement, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  const words =
    `This part of the page could not be loaded (${why}). Load the page again; ` +
    "everything it shows is also on the pages of the site that need no script.";
  const line = message("explorer-failed", words);
  line.setAttribute("role", "alert");
  element.prepend(line);
}

function message(kind: string, words: string): HTMLParagraphElement {
  const line = document.createElement("p");
  line.className = `notice ${kind}`;
  line.textContent = words;
  return line;
}

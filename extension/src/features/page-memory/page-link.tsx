import { isOfWeb, showPage } from "../../browser/tabs.ts";

/** Leads to a page of the web, to its tab where one has it open. What is no such page is words alone. */
export function PageLink({ url, title }: { url: string; title: string }) {
  if (!isOfWeb(url)) return <>{title}</>;
  const show = (event: MouseEvent): void => {
    // Whoever wants it in a tab or a window of its own says so to the browser.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void showPage(url);
  };
  return (
    <a href={url} title={title} target="_blank" rel="noreferrer" data-testid="page-link" onClick={show}>
      {title}
    </a>
  );
}

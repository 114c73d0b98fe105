import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { holdStill, looks, setUp, wear, type Stage } from "./looks.ts";

/** Where the sheets go and in which form, how wide the panel is in CSS pixels, and how large its letters are, such as `150%`. */
export type Paper = Readonly<{ folder: string; width: number; letters: string; form: "png" | "webp" }>;

/** What of the page is shown: so many CSS pixels from its top, or one part of it. */
type Shown = Readonly<{ page?: Page; height?: number; part?: string }>;

/** Puts all six looks of one state on a sheet: French, English, German; light above dark. */
export async function takeSheet(stage: Stage, paper: Paper, name: string, shown: Shown = {}): Promise<void> {
  const { page = stage.panel, height = 480, part } = shown;
  const larger = Number.parseFloat(paper.letters) / 100;
  await setUp(page, paper.width + (part === undefined ? 0 : 280), Math.round(height * larger), 1);
  const pictures: string[] = [];
  for (const look of looks) {
    await wear(stage, look, page);
    await holdStill(page, paper.letters);
    const one = part === undefined ? page : await page.waitForSelector(part);
    pictures.push(String(await one?.screenshot({ encoding: "base64" })));
  }
  await layOut(stage, paper, name, pictures);
}

/** Puts pictures of the looks in their order on one sheet. */
export async function layOut(
  stage: Pick<Stage, "chromium">,
  paper: Paper,
  name: string,
  pictures: readonly string[],
): Promise<void> {
  await mkdir(paper.folder, { recursive: true });
  const sheet = await stage.chromium.browser.newPage();
  await sheet.setViewport({ width: 3 * (paper.width + 300), height: 600, deviceScaleFactor: 1 });
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}">`).join("");
  const style = "display:inline-grid;grid-template-columns:repeat(3,auto);gap:8px;padding:8px;background:#8a9391";
  await sheet.setContent(`<body style="margin:0"><main style="${style}">${images}</main>`, { waitUntil: "load" });
  await (
    await sheet.$("main")
  )?.screenshot({
    path: join(paper.folder, `${name}.${paper.form}`),
    type: paper.form,
    ...(paper.form === "webp" && { quality: 90 }),
  });
  await sheet.close();
}

import type { Browser, Page } from 'playwright-core';

/** The difference of two pictures. */
export interface Distance {
  /**
   * Number of pixels that have no similar pixel in the other picture at the same place or right
   * beside it; infinite if the sizes differ.
   */
  readonly pixels: number;
  /**
   * The second picture, pale, with those pixels in red; PNG. Empty if the pictures are equal or
   * differ in size.
   */
  readonly shown: Buffer;
}

/**
 * Compares pictures (PNG). A shift by one pixel and a slightly different shade are no difference,
 * because versions of a browser differ in them. A page of the browser decodes the pictures, so that
 * no library is needed.
 */
export async function openComparer(
  browser: Browser,
): Promise<{ compare(expected: Buffer, actual: Buffer): Promise<Distance> }> {
  const page = await browser.newPage();
  return {
    async compare(expected, actual) {
      if (expected.equals(actual)) return { pixels: 0, shown: Buffer.alloc(0) };
      const { pixels, shown } = await measure(page, expected, actual);
      return { pixels: pixels ?? Number.POSITIVE_INFINITY, shown: Buffer.from(shown, 'base64') };
    },
  };
}

/**
 * Difference of a colour channel, of 255, that is not visible. The shade of weekends differs by
 * nine from the background.
 */
const SAME_SHADE = 6;

function measure(page: Page, expected: Buffer, actual: Buffer): Promise<{ pixels: number | null; shown: string }> {
  return page.evaluate(
    async ({ pair, sameShade }) => {
      const load = async (base64: string): Promise<ImageData> => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), {
          colorSpaceConversion: 'none',
        });
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        if (context === null) throw new Error('No canvas.');
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [a, b] = (await Promise.all(pair.map(load))) as [ImageData, ImageData];
      const { width, height } = a;
      if (width !== b.width || height !== b.height) return { pixels: null, shown: '' };

      /**
       * Returns true if `picture` has the colour of a pixel of `other` at the same place or right
       * beside it.
       */
      const has = (picture: ImageData, other: ImageData, x: number, y: number): boolean => {
        const at = 4 * (y * width + x);
        for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
            const near = 4 * (v * width + u);
            let most = 0;
            for (let c = 0; c < 3; c++)
              most = Math.max(most, Math.abs((picture.data[near + c] as number) - (other.data[at + c] as number)));
            if (most <= sameShade) return true;
          }
        }
        return false;
      };

      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      const shown = new ImageData(width, height);
      let pixels = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const at = 4 * (y * width + x);
          const differs = !has(a, b, x, y) || !has(b, a, x, y);
          if (differs) pixels += 1;
          for (let c = 0; c < 3; c++)
            shown.data[at + c] = differs ? (c === 0 ? 255 : 0) : 170 + (b.data[at + c] as number) / 3;
          shown.data[at + 3] = 255;
        }
      }
      context.putImageData(shown, 0, 0);
      const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      return { pixels, shown: btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join('')) };
    },
    { pair: [expected.toString('base64'), actual.toString('base64')], sameShade: SAME_SHADE },
  );
}

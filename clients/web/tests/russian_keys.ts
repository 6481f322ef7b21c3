// A Russian keyboard (ЙЦУКЕН), key by key: what a page sees is the key's place (`code`: "KeyJ") and
// its letter (`key`: "о").
import type { Page } from "playwright-core";

const ROWS: [codes: string, letters: string][] = [
  ["Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal", "ё1234567890-="],
  ["KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight", "йцукенгшщзхъ"],
  ["KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote", "фывапролджэ"],
  ["KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash", "ячсмитьбю."],
];
const SHIFTED = new Map([
  ["!", "1"],
  ['"', "2"],
  ["№", "3"],
  [";", "4"],
  ["%", "5"],
  [":", "6"],
  ["?", "7"],
  ["*", "8"],
  ["(", "9"],
  [")", "0"],
  [",", "."],
]);

const codeOf = new Map(ROWS.flatMap(([codes, letters]) => codes.split(" ").map((code, index) => [letters[index]!, code])));
const letterOf = new Map([...codeOf].map(([letter, code]) => [code, letter]));

// Types like somebody at such a keyboard. Letters that it hasn't (Latin ones) come as if pasted.
export async function typeRussian(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  for (const letter of text) {
    const lower = SHIFTED.get(letter) ?? letter.toLowerCase();
    const code = letter === " " ? "Space" : codeOf.get(lower);
    if (code === undefined) await page.keyboard.insertText(letter);
    else await strike(keyboard, code, letter, { shift: lower !== letter });
  }
  await keyboard.detach();
}

// Presses one key by its place: pressRussian(page, "KeyJ") is what a Russian reader does for J.
export async function pressRussian(page: Page, code: string, modifiers: { ctrl?: boolean; shift?: boolean } = {}): Promise<void> {
  const letter = letterOf.get(code);
  if (letter === undefined) throw new Error(`there is no key ${code}`);
  const keyboard = await page.context().newCDPSession(page);
  await strike(keyboard, code, letter, modifiers);
  await keyboard.detach();
}

type Session = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;

async function strike(keyboard: Session, code: string, key: string, { ctrl = false, shift = false }): Promise<void> {
  const event = {
    code,
    key,
    modifiers: (ctrl ? 2 : 0) | (shift ? 8 : 0),
    windowsVirtualKeyCode: /^Key|^Digit/.test(code) ? code.charCodeAt(code.length - 1) : 0,
  };
  await keyboard.send("Input.dispatchKeyEvent", ctrl ? { ...event, type: "rawKeyDown" } : { ...event, type: "keyDown", text: key });
  await keyboard.send("Input.dispatchKeyEvent", { ...event, type: "keyUp" });
}

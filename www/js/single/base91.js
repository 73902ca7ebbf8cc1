// Bytes as text, 13 bits in two characters: 8 % less than base64. The characters are those from #
// to ~ without <, with which an element could end.

const FIRST = 35;
const LEFT_OUT = 60;
const BASE = 91;
const BITS = 13;

const character = (digit) => FIRST + digit + (FIRST + digit >= LEFT_OUT);
const digit = (code) => code - FIRST - (code > LEFT_OUT);

export function encode91(bytes) {
  const codes = [];
  let [held, n_held] = [0, 0];
  const put = () => {
    const value = held & ((1 << BITS) - 1);
    codes.push(character(Math.trunc(value / BASE)), character(value % BASE));
    held >>>= BITS;
    n_held -= BITS;
  };
  for (const byte of bytes) {
    held |= byte << n_held;
    n_held += 8;
    if (n_held >= BITS) put();
  }
  if (n_held > 0) put();
  return new TextDecoder().decode(Uint8Array.from(codes));
}

/** The reverse: what fills the last two characters up is no byte, so their number has to be known. */
export function decode91(text, n_bytes) {
  const bytes = new Uint8Array(n_bytes);
  let [held, n_held, at] = [0, 0, 0];
  for (let idx = 0; idx < text.length; idx += 2) {
    held |= (digit(text.charCodeAt(idx)) * BASE + digit(text.charCodeAt(idx + 1))) << n_held;
    for (n_held += BITS; n_held >= 8; n_held -= 8) {
      bytes[at++] = held & 255;
      held >>>= 8;
    }
  }
  return bytes;
}

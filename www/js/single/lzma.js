// Unpacks LZMA, which browsers have no decoder for: a fifth smaller than gzip for WebAssembly.
//
// The stream is a raw one, as `xz --format=raw --lzma1=lc=4,lp=0,pb=0` writes it, and the number of
// bytes that it unpacks to is known. Names are those of the LZMA specification by Igor Pavlov, which
// is in the public domain.

const LC = 4;
const N_STATES = 12;
const N_LITERAL = 0x300;
const MIN_MATCH = 2;

export function unpackLzma(packed, n_bytes) {
  const bytes = new Uint8Array(n_bytes);
  const coder = rangeCoder(packed);
  const { bit, tree, reverse, direct } = coder;
  const probs = (count) => new Uint16Array(count).fill(1024);
  const [isMatch, isRep, isRepG0, isRepG1, isRepG2, isRep0Long] = Array.from({ length: 6 }, () => probs(N_STATES));
  const [literal, slots, spec, align] = [probs(N_LITERAL << LC), probs(4 * 64), probs(115), probs(16)];
  const lengthOf = () => {
    const [choice, low, mid, high] = [probs(2), probs(8), probs(8), probs(256)];
    return () => {
      if (!bit(choice, 0)) return tree(low, 0, 3);
      return bit(choice, 1) ? 16 + tree(high, 0, 8) : 8 + tree(mid, 0, 3);
    };
  };
  const [matchLength, repLength] = [lengthOf(), lengthOf()];
  let [state, at, rep0, rep1, rep2, rep3] = [0, 0, 0, 0, 0, 0];

  function readLiteral() {
    const base = N_LITERAL * ((at ? bytes[at - 1] : 0) >> (8 - LC));
    let symbol = 1;
    if (state >= 7) {
      for (let match = bytes[at - rep0 - 1]; symbol < 256; match <<= 1) {
        const expected = (match >> 7) & 1;
        const found = bit(literal, base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | found;
        if (found !== expected) break;
      }
    }
    while (symbol < 256) symbol = (symbol << 1) | bit(literal, base + symbol);
    bytes[at++] = symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  function readDistance(length) {
    const slot = tree(slots, Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const n_direct = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) << n_direct;
    if (slot < 14) return start + reverse(spec, start - slot, n_direct);
    return start + direct(n_direct - 4) * 16 + reverse(align, 0, 4);
  }

  /** One of the last four distances again. */
  function repeatDistance() {
    let distance = rep1;
    if (bit(isRepG1, state)) {
      distance = rep2;
      if (bit(isRepG2, state)) [distance, rep3] = [rep3, rep2];
      rep2 = rep1;
    }
    [rep1, rep0] = [rep0, distance];
  }

  while (at < n_bytes) {
    if (!bit(isMatch, state)) {
      readLiteral();
      continue;
    }
    let length = 1 - MIN_MATCH;
    if (!bit(isRep, state)) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      length = matchLength();
      state = state < 7 ? 7 : 10;
      rep0 = readDistance(length);
    } else if (bit(isRepG0, state)) {
      repeatDistance();
      length = repLength();
      state = state < 7 ? 8 : 11;
    } else if (bit(isRep0Long, state)) {
      length = repLength();
      state = state < 7 ? 8 : 11;
    } else {
      state = state < 7 ? 9 : 11;
    }
    for (const end = Math.min(at + length + MIN_MATCH, n_bytes); at < end; at++) bytes[at] = bytes[at - rep0 - 1];
  }
  return bytes;
}

function rangeCoder(packed) {
  let [range, code, at] = [0xffffffff, 0, 1];
  while (at < 5) code = ((code << 8) | packed[at++]) >>> 0;

  function fill() {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | packed[at++]) >>> 0;
  }

  function bit(probs, idx) {
    const prob = probs[idx];
    const bound = (range >>> 11) * prob;
    const found = code < bound ? 0 : 1;
    if (found) {
      range -= bound;
      code -= bound;
      probs[idx] = prob - (prob >> 5);
    } else {
      range = bound;
      probs[idx] = prob + ((2048 - prob) >> 5);
    }
    fill();
    return found;
  }

  function direct(n_bits) {
    let value = 0;
    for (let n = 0; n < n_bits; n++) {
      range >>>= 1;
      const found = code >= range ? 1 : 0;
      if (found) code -= range;
      value = value * 2 + found;
      fill();
    }
    return value;
  }

  function tree(probs, base, n_bits) {
    let node = 1;
    for (let n = 0; n < n_bits; n++) node = (node << 1) | bit(probs, base + node);
    return node - (1 << n_bits);
  }

  function reverse(probs, base, n_bits) {
    let [node, value] = [1, 0];
    for (let n = 0; n < n_bits; n++) {
      const found = bit(probs, base + node);
      node = (node << 1) | found;
      value |= found << n;
    }
    return value;
  }

  return { bit, direct, tree, reverse };
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const SYLLABLES_PER_INITIAL = 588;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** The first consonants of a word: 발주확인 → ㅂㅈㅎㅇ. What is not Hangul stays. */
export function initials(word: string): string {
  return [...word]
    .map((letter) => {
      const code = letter.charCodeAt(0);
      if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return letter;
      return INITIALS[Math.floor((code - FIRST_SYLLABLE) / SYLLABLES_PER_INITIAL)] ?? letter;
    })
    .join("");
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** Whether what was typed occurs in the word, in full or by first consonants. */
export function matches(word: string, typed: string): boolean {
  const sought = plain(typed);
  return sought === "" || plain(word).includes(sought) || plain(initials(word)).includes(sought);
}

// Names of other languages as Chinese texts write them, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_TRANSCRIPTION_H_
#define PLENARY_SERVICES_NAMES_TRANSCRIPTION_H_

#include <string>

namespace plenary::names {

// The Latin letters of a Russian or Belarusian name that was transcribed into `han`: "kovalyov" of
// 科瓦廖夫. By the characters that the Xinhua News Agency's table for Russian uses; a character
// may stand for several syllables, so this is one spelling of those that may have been meant. Empty
// where a character is not of the table, and for a single one.
std::string TranscribedLatin(const std::u32string& han);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_TRANSCRIPTION_H_

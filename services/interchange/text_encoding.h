// The encoding of a text: recognised, made sure of, and turned into UTF-8.
#ifndef PLENARY_SERVICES_INTERCHANGE_TEXT_ENCODING_H_
#define PLENARY_SERVICES_INTERCHANGE_TEXT_ENCODING_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/interchange/byte_source.h"

namespace plenary::interchange {

struct TextEncoding {
  std::string name;   // UTF-8, UTF-16LE, UTF-16BE or windows-1251
  int bom_bytes = 0;  // of the byte order mark in front
};

// Reads `source` through. `told` (empty: nothing was) must be one of the names above and fit the
// bytes. What is not UTF-8 is taken for windows-1251 only where it then reads as Cyrillic text
// does: another encoding would come in as gibberish that nobody notices until the badges are
// printed.
//
// INVALID_ARGUMENT: TABLE_ENCODING, with `byteOffset` where one byte is to blame; INVALID_FIELDS
// for an encoding that is not offered.
absl::StatusOr<TextEncoding> RecogniseEncoding(ByteSource& source, absl::string_view told);

// The text of `source` in pieces of some 64 KiB, which may end inside a character. Not safe from
// several threads.
class TextStream {
 public:
  TextStream(ByteSource& source, const TextEncoding& encoding);
  ~TextStream();
  // The next piece; empty at the end.
  absl::StatusOr<std::string> Next();

 private:
  class Converter;
  ByteSource& source_;
  int64_t offset_;
  std::unique_ptr<Converter> converter_;  // none for UTF-8
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_TEXT_ENCODING_H_

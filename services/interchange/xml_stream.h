// XML as a stream, with nothing in it that could grow: no DOCTYPE and so no entities, no deep
// nesting, no endless names. What the readers of single formats stand on.
#ifndef PLENARY_SERVICES_INTERCHANGE_XML_STREAM_H_
#define PLENARY_SERVICES_INTERCHANGE_XML_STREAM_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

struct XmlBounds {
  int levels = 64;
  // Between two events of the parser, such as the start tags of two elements.
  int64_t token_bytes = 1 << 20;
  // The parser's own; it keeps every name it ever met.
  int64_t parser_bytes = 16 << 20;
};

struct XmlFault {
  enum Kind { kMalformed, kDoctype, kTooDeep, kTooMuchMemory };
  Kind kind = kMalformed;
  int64_t line = 0;         // from 1
  std::string description;  // the parser's own words, of what is malformed
};

// What is told about the elements read. The first refusal ends the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // `attributes` are name, value, name, value, …, null.
  virtual absl::Status Start(const char* name, const char* const* attributes) = 0;
  virtual absl::Status End(const char* name) = 0;
  // May come in pieces.
  virtual absl::Status Text(absl::string_view text) = 0;
  // The refusal for a fault.
  virtual absl::Status Refuse(const XmlFault& fault) const = 0;
};

// Not safe from several threads.
class XmlStream {
 public:
  enum Names {
    kPlain,      // "x:room", as they stand
    kNamespace,  // "http://example.com/x|room", the namespace spelt out
  };
  // The bytes are in the encoding that they declare, UTF-8 or UTF-16.
  XmlStream(const XmlBounds& bounds, Names names, XmlHandler& handler);
  // The bytes are UTF-8, whatever they declare.
  static XmlStream OfUtf8(const XmlBounds& bounds, Names names, XmlHandler& handler);
  ~XmlStream();
  XmlStream(XmlStream&&) noexcept;

  // Whatever the handler refused with.
  absl::Status Add(absl::string_view piece);
  absl::Status Finish();
  // Of what the handler is being told, from 1.
  int64_t line() const;

 private:
  class Parser;
  explicit XmlStream(std::unique_ptr<Parser> parser);
  std::unique_ptr<Parser> parser_;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_XML_STREAM_H_

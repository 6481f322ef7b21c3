// The XML of a workbook's parts, read as a stream within the bounds of xml_stream.h.
#ifndef PLENARY_SERVICES_INTERCHANGE_XML_READER_H_
#define PLENARY_SERVICES_INTERCHANGE_XML_READER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/interchange/zip_archive.h"

namespace plenary::interchange {

// The attributes of an element, valid while it is handed over.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* attributes) : attributes_(attributes) {}
  // By the local name; nullopt where there is none.
  absl::optional<absl::string_view> Find(absl::string_view name) const;
  // The same, empty where there is none.
  absl::string_view Get(absl::string_view name) const { return Find(name).value_or(""); }

 private:
  const char* const* attributes_;  // name, value, name, value, null
};

// What is told about the elements read. Names are local, whatever prefix they have; elements
// outside the namespaces of Office Open XML, transitional or strict (ISO/IEC 29500-1 and -4), have
// an empty name. The first refusal ends the reading.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual absl::Status Start(absl::string_view name, const XmlAttributes& attributes) = 0;
  virtual absl::Status End(absl::string_view name) = 0;
  // May come in pieces.
  virtual absl::Status Text(absl::string_view text) = 0;
};

// Not safe from several threads.
class XmlReader {
 public:
  // `part` names what is read, for refusals.
  XmlReader(std::string part, XmlListener& listener);
  ~XmlReader();
  // TABLE_UNREADABLE where it is no well-formed XML, has a DOCTYPE or is nested too deeply,
  // TABLE_TOO_LARGE where it asks for memory beyond all measure, or what the listener refused.
  absl::Status Add(absl::string_view piece);
  absl::Status Finish();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

// Reads a whole part. TABLE_UNREADABLE where there is none.
absl::Status ReadXml(ZipArchive& archive, const std::string& part, XmlListener& listener);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_XML_READER_H_

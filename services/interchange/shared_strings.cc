#include "services/interchange/shared_strings.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/refusals.h"
#include "services/interchange/string_item.h"
#include "services/interchange/xml_reader.h"

namespace plenary::interchange {
namespace {

using Length = uint32_t;

constexpr size_t kBlockBytes = 256 << 10;

}  // namespace

class SharedStrings::Listener : public XmlListener {
 public:
  Listener(SharedStrings& strings, const TableLimits& limits)
      : strings_(strings), limits_(limits) {}

  absl::Status Start(absl::string_view name, const XmlAttributes&) override {
    if (name == "si") item_.Clear();
    item_.Start(name);
    return absl::OkStatus();
  }
  absl::Status End(absl::string_view name) override {
    item_.End(name);
    if (name != "si") return absl::OkStatus();
    return strings_.Add(UnescapeXstring(item_.raw()), limits_);
  }
  absl::Status Text(absl::string_view text) override {
    item_.Text(text);
    if (item_.raw().size() <= static_cast<size_t>(limits_.cell_bytes)) return absl::OkStatus();
    return TooLarge(absl::StrCat("a text of the workbook is longer than ", limits_.cell_bytes,
                                 " bytes; it begins “", ShownBeginning(item_.raw()),
                                 "”: shorten it"));
  }

 private:
  SharedStrings& strings_;
  TableLimits limits_;
  StringItem item_;
};

absl::Status SharedStrings::Read(ZipArchive& archive, const std::string& part,
                                 const TableLimits& limits) {
  Listener listener(*this, limits);
  return ReadXml(archive, part, listener);
}

absl::Status SharedStrings::Add(absl::string_view text, const TableLimits& limits) {
  const size_t size = sizeof(Length) + text.size();
  bytes_ += static_cast<int64_t>(size + sizeof(uint32_t));
  const bool fits = bytes_ <= limits.shared_string_bytes && size <= kBlockBytes;
  if (!fits) {
    return TooLarge("the workbook holds more text than is read: divide it and import the parts");
  }
  if (blocks_.empty() || used_ + size > kBlockBytes) {
    blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    used_ = 0;
  }
  const auto length = static_cast<Length>(text.size());
  char* const place = blocks_.back().get() + used_;
  std::memcpy(place, &length, sizeof(length));
  std::copy(text.begin(), text.end(), place + sizeof(length));
  positions_.push_back(static_cast<uint32_t>((blocks_.size() - 1) * kBlockBytes + used_));
  used_ += size;
  return absl::OkStatus();
}

absl::optional<absl::string_view> SharedStrings::Find(int64_t index) const {
  if (index < 0 || index >= static_cast<int64_t>(positions_.size())) return absl::nullopt;
  const size_t position = positions_[static_cast<size_t>(index)];
  const char* const place = blocks_[position / kBlockBytes].get() + position % kBlockBytes;
  Length length = 0;
  std::memcpy(&length, place, sizeof(length));
  return absl::string_view(place + sizeof(length), length);
}

}  // namespace plenary::interchange

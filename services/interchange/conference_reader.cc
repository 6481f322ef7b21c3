#include "services/interchange/conference_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/conference_draft.h"
#include "services/interchange/conference_encoding.h"
#include "services/interchange/conference_listener.h"
#include "services/interchange/conference_refusals.h"
#include "services/interchange/xml_stream.h"

namespace plenary::interchange {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

absl::Status ReadInto(ConferenceListener& listener, absl::string_view utf8) {
  XmlStream stream = XmlStream::OfUtf8(kScheduleXmlBounds, XmlStream::kPlain, listener);
  listener.SetLine([&stream] { return stream.line(); });
  while (!utf8.empty()) {
    const absl::string_view piece = utf8.substr(0, kPieceBytes);
    PLENARY_RETURN_IF_ERROR(stream.Add(piece));
    utf8.remove_prefix(piece.size());
  }
  return stream.Finish();
}

void RemarkEncoding(const ConferenceSource& source, ConferenceRemarks& remarks) {
  if (!source.differs) return;
  remarks.Add(ConferenceRemark::kEncodingDiffers, 1, -1,
              absl::StrCat("the text is declared to be ", source.declared, " and is read as ",
                           source.actual, ", which it is"));
}

}  // namespace

absl::StatusOr<ConferenceFile> ReadConference(absl::string_view bytes,
                                              const ConferenceOptions& options) {
  const ConferenceLimits& limits = options.limits;
  if (static_cast<int64_t>(bytes.size()) > limits.bytes) {
    return ScheduleTooLarge(absl::StrCat("the schedule has ", bytes.size(), " bytes; at most ",
                                         limits.bytes, " are read: divide it"),
                            limits.bytes);
  }
  PLENARY_ASSIGN_OR_RETURN(const ConferenceSource source, ReadConferenceEncoding(bytes));
  ConferenceRemarks remarks(limits.remarks);
  RemarkEncoding(source, remarks);
  ConferenceListener listener(limits, remarks);
  PLENARY_RETURN_IF_ERROR(ReadInto(listener, source.utf8));
  if (!listener.has_conference()) {
    return UnreadableSchedule("the <schedule> has neither a <conference> nor a <day> in it", 1);
  }
  ConferenceDraft draft = listener.Take();
  ConferenceFile file;
  file.event_lines.reserve(draft.events.size());
  for (const DraftEvent& event : draft.events) file.event_lines.push_back(event.line);
  file.conference = SettleConference(std::move(draft), options.time_zone, remarks);
  file.remarks = remarks.Take();
  file.remarks_left_out = remarks.left_out();
  return file;
}

}  // namespace plenary::interchange

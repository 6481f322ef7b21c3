// The elements of a schedule.xml, as they go by.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_LISTENER_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_LISTENER_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/interchange/conference_draft.h"
#include "services/interchange/conference_reader.h"
#include "services/interchange/xml_stream.h"

namespace plenary::interchange {

// No schedule comes near.
inline constexpr XmlBounds kScheduleXmlBounds = {.levels = 32};

class ConferenceListener : public XmlHandler {
 public:
  ConferenceListener(const ConferenceLimits& limits, ConferenceRemarks& remarks)
      : limits_(limits), remarks_(remarks) {}

  // Who tells the line; wanted before the first element.
  void SetLine(std::function<int64_t()> line) { line_ = std::move(line); }

  absl::Status Start(const char* name, const char* const* attributes) override;
  absl::Status End(const char* name) override;
  absl::Status Text(absl::string_view text) override;
  absl::Status Refuse(const XmlFault& fault) const override;

  // Whether there was a conference or a day.
  bool has_conference() const { return has_conference_; }
  ConferenceDraft Take() { return std::move(draft_); }

 private:
  // What the element is that something stands in.
  enum class Place {
    kFile,
    kSchedule,
    kConference,
    kDay,
    kRoom,
    kEvent,
    kPersons,
    kRecording,
    kLinks,
    kAttachments,
    kText,    // an element whose text goes to a field
    kMarkup,  // inside such a text
    kOther,   // an element that is kept as it stands
    kPassed,  // an element that is not kept
  };
  using Attributes = const char* const*;

  absl::Status StartIn(Place place, absl::string_view name, Attributes attributes);
  absl::Status StartRoot(absl::string_view name);
  absl::Status StartInSchedule(absl::string_view name, Attributes attributes);
  absl::Status StartInConference(absl::string_view name, Attributes attributes);
  absl::Status StartInDay(absl::string_view name, Attributes attributes);
  absl::Status StartInEvent(absl::string_view name, Attributes attributes);
  absl::Status StartInRecording(absl::string_view name, Attributes attributes);
  absl::Status StartDay(Attributes attributes);
  absl::Status StartRoom(Attributes attributes);
  absl::Status StartEvent(Attributes attributes);
  absl::Status StartPerson(Attributes attributes);
  absl::Status StartLink(Attributes attributes, std::vector<ConferenceLink>& links);
  absl::Status StartTrack(Attributes attributes);
  void StartGenerator(Attributes attributes);

  // An element whose text goes to `field`; where something is there already, it is one of
  // `others`.
  absl::Status StartText(absl::string_view name, Attributes attributes, std::string& field,
                         std::vector<ConferenceElement>& others);
  absl::Status StartDraftText(absl::string_view name, Attributes attributes, DraftText& field,
                              std::vector<ConferenceElement>& others);
  void OpenText(std::string& field);
  void EndText();
  void StartMarkup(absl::string_view name, Attributes attributes);
  absl::Status StartOther(absl::string_view name, Attributes attributes,
                          std::vector<ConferenceElement>& others);
  absl::Status StartOtherChild(absl::string_view name, Attributes attributes);
  void EndOther();
  absl::Status Pass(absl::string_view name);

  // Keeps the attributes but those named in `known`.
  absl::Status KeepOthers(Attributes attributes, std::initializer_list<absl::string_view> known,
                          std::vector<ConferenceAttribute>& others);
  // Remarks that the attributes but those named in `known` are not kept.
  void PassOthers(absl::string_view name, Attributes attributes,
                  std::initializer_list<absl::string_view> known);
  void RemarkNotKept(absl::string_view what);

  absl::Status Count();
  absl::Status CheckText(size_t size) const;
  ConferenceEvent& event() { return draft_.conference.events.back(); }

  ConferenceLimits limits_;
  ConferenceRemarks& remarks_;
  std::function<int64_t()> line_;
  ConferenceDraft draft_;
  std::vector<Place> places_ = {Place::kFile};
  bool has_conference_ = false;
  int64_t items_ = 0;
  int day_ = ConferenceEvent::kNoDay;  // that goes by
  std::string room_;                   // that goes by
  std::set<std::string> not_kept_;     // what was remarked already
  // The text that goes by: plain, and with the markup that stands in it.
  std::string* field_ = nullptr;
  std::string plain_;
  std::string markup_;
  bool has_markup_ = false;
  // The other element that goes by, and where it is kept.
  std::vector<ConferenceElement> open_others_;  // the innermost last
  std::vector<ConferenceElement>* others_ = nullptr;
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_LISTENER_H_

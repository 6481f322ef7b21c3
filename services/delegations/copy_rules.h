// The rules of "the same as last year": who of a delegation is copied to another event, who is
// marked and why, and what of a participation is copied. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_COPY_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_COPY_RULES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"

namespace plenary::delegations {

using CopyMark = v1::CopyDelegationResponse::Row::Mark;

// One participation of each person, in the order they stand in: the one that is active, else the
// last that was created.
std::vector<v1::Participant> OneOfEach(std::vector<v1::Participant> participants);

// What is known of somebody who took part.
struct CopyFacts {
  v1::Participant::State state = v1::Participant::STATE_UNSPECIFIED;
  v1::Participant::Attendance attendance = v1::Participant::ATTENDANCE_UNSPECIFIED;
  bool is_excluded = false;
  bool is_deleted = false;  // or not in the directory at all
  bool participates_already = false;
  bool has_category = false;
  bool has_left = false;  // works for another organization now
};
// Why the person is marked: what cannot be helped first, then what was last time, then the rest.
CopyMark MarkOf(const CopyFacts& facts);
// Whether somebody so marked is copied; `is_included` where somebody asked for it all the same.
bool IsCopied(CopyMark mark, bool is_included);

// Whether somebody took part for the organization they work for now: it is among their affiliations
// under one of its names.
bool WasAffiliatedWith(const v1::Participant& participant, const v1::Organization& organization);

// Whether somebody may be in the category as what they did at the event.
bool FitsIn(const v1::Participant& participant, const v1::Category& category);

// `source` as a DRAFT in a delegation and category of `event`, without a name: who the person is
// there, but no stay, note, consent or rank in line. Answers to custom fields stay where `event`
// asks the same (by id and type) and takes them.
v1::Participant CopyOf(const v1::Participant& source, const v1::Event& source_event,
                       const v1::Event& event, absl::string_view delegation,
                       absl::string_view category);

// `source` as a new delegation, without what belongs to its event alone: basis, stay and note.
v1::Delegation CopyOf(const v1::Delegation& source);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_COPY_RULES_H_

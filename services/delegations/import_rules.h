// The rules of imports: what one row of a list of participants says, and who it speaks of. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/delegations/import_cells_rules.h"
#include "services/delegations/import_reject_rules.h"
#include "services/interchange/table_reader.h"

namespace plenary::delegations {

// What a row says. Names of organizations, delegations and categories are as written.
struct ImportRow {
  int64_t line = 0;
  v1::Person person;            // what it says of the person; the organization is left out
  v1::Participant participant;  // what it says of the participation
  std::string person_name;      // of the column PERSON: "people/…"
  std::string participant_id;   // of the column PARTICIPANT, the last id
  std::vector<v1::LocalizedText> organizations;  // names of one; the first is looked up
  std::string delegation;
  std::string category;
  bool has_only_initials = false;  // in place of a given name
  RowColumns said;
  std::vector<v1::ImportReject> problems;  // and remarks

  bool Says(v1::ImportField field) const { return said.count(field) > 0; }
};

// Reads a row. `repairs_lookalikes`: whether lookalike letters of this row are repaired.
ImportRow ReadParticipantRow(const interchange::TableRow& cells, const ListReading& reading,
                             bool repairs_lookalikes);

// Somebody who is there and may be whom a row speaks of.
struct Lookalike {
  std::string person;
  int likeness = 0;         // 0 … 1000
  bool is_same = false;     // by all that both say
  bool takes_part = false;  // in this event
};

// Whom a row speaks of.
struct Identity {
  enum Kind {
    kPerson,    // `person`
    kNew,       // nobody who is there
    kQuestion,  // somebody must decide
  };
  Kind kind = kNew;
  std::string person;
};

// Decides it for a row that names nobody by id: the one person who is the same by all that both
// say; a mere likeness is a question, unless `handling` says otherwise or it was decided that the
// row is somebody new. `lookalikes` are the likeliest first; `decision` may be null.
Identity Identify(const v1::ImportDecision* decision, v1::DuplicateHandling handling,
                  const std::vector<Lookalike>& lookalikes);

// From this likeness on somebody is asked whether two people are the same.
inline constexpr int kLikelySame = 700;

// What a row changes in a participation and in a person who are there: what it says replaces what
// was there, what it leaves empty stays, and what differs in blanks only is the same. A title that
// the person has anyway need not stand with the participation. Somebody named by id may be renamed;
// somebody found by the name keeps its spelling and only gets names in further languages.
void ApplyRow(const ImportRow& row, const v1::Person& person, v1::Participant& participant);
void ApplyRow(const ImportRow& row, bool is_by_id, v1::Person& person);

// Names of an organization that isn't in the directory, as the affiliation at the event.
void ApplyAffiliations(const std::vector<v1::LocalizedText>& names, v1::Participant& participant);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_RULES_H_

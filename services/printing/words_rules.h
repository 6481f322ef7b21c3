// The words of documents beside those of their templates, in each of their languages.
#ifndef PLENARY_SERVICES_PRINTING_WORDS_RULES_H_
#define PLENARY_SERVICES_PRINTING_WORDS_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "services/documents/dates.h"

namespace plenary::printing {

// «глава делегации»; empty where nothing is said.
std::string CapacityWord(v1::Participant::Capacity capacity, documents::Language language);
// «синхронный перевод»; empty for none.
std::string InterpretationWord(v1::InterpretationMode mode, documents::Language language);
// A language by its BCP 47 tag, as a programme has it: «рус.», "Russian", 俄语.
std::string LanguageWord(absl::string_view tag, documents::Language language);

// Who somebody is on a programme.
enum class Part { kModerator, kLiaisonOfficer, kResponsible, kDriver, kInterpreter };
std::string PartWord(Part part, documents::Language language);

// «предварительно», «условный пример»; empty for what is final.
std::string FigureStatusWord(v1::Figure::Status status, documents::Language language);
// «конфиденциально», «секретно»; empty for what is official.
std::string ClassificationWord(v1::Classification classification, documents::Language language);
// Whose somebody or something is.
std::string SideWord(v1::Negotiation::Side side, documents::Language language);
std::string SideWord(v1::Commitment::Side side, documents::Language language);
// Where a commitment stands.
std::string CommitmentStateWord(v1::Commitment::State state, documents::Language language);
// That the day by which it was due is over.
std::string OverdueWord(documents::Language language);
// «протокол», «подписан».
std::string ProtocolTypeWord(v1::Protocol::Type type, documents::Language language);
std::string ProtocolStateWord(v1::Protocol::State state, documents::Language language);
// «контракт».
std::string ResultKindWord(v1::Result::Kind kind, documents::Language language);
// Where the thread breaks off: «договорённость без мероприятия».
std::string GapWord(v1::ThreadGap::Kind kind, documents::Language language);
// «Раунд № 3».
std::string RoundWord(int number, documents::Language language);
// That there is more than is shown.
std::string MoreWord(documents::Language language);

// What stands between two entries of an enumeration: ", ", in Chinese 、.
std::string EnumerationComma(documents::Language language);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_WORDS_RULES_H_

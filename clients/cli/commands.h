// Every command of the program: which noun and verb sends which request.
#ifndef PLENARY_CLIENTS_CLI_COMMANDS_H_
#define PLENARY_CLIENTS_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "clients/cli/texts.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

enum class CommandKind {
  kCall,         // sends one request and shows the answer
  kGet,          // the same, in detail
  kList,         // reads every page, and may go on watching
  kRegister,     // sends a batch of one registration made from flags
  kWatch,        // shows changes as they happen
  kVerify,       // begins an operation and waits for it
  kSearch,       // shows one page, the best first
  kMerge,        // shows what would happen, and asks
  kImport,       // uploads a list, shows how it would be read, asks, and waits for the operation
  kSecret,       // shows a secret that is shown once
  kPassword,     // asks for passwords
  kErase,        // asks, since it cannot be undone
  kExport,       // waits for the operation and downloads what it wrote
  kSubject,      // shows when somebody or something is where, found by name
  kSuggest,      // shows times, or what stands in the way
  kDiff,         // shows what differs between two versions
  kLate,         // shows what a delay entails, asks, and moves
  kTakeIn,       // uploads a schedule, waits for the operation, and shows what was remarked on
  kDownload,     // waits for the operation, where there is one, and downloads a file
  kUpload,       // uploads a file and puts it in a place
  kReadFeed,     // asks for a secret and writes a calendar
  kPlan,         // plans, and shows how far it is and what came of it
  kExplain,      // shows why something has no place
  kRemedies,     // shows what would give it one
  kBriefing,     // shows what one should know before a round
  kProtocol,     // shows a protocol, its languages side by side
  kControlList,  // shows what is under control, in sections
  kCompare,      // shows figures beside those of the year before
  kTakeFigures,  // uploads figures, shows what would be rejected, asks, and takes them in
  kReport,       // shows the report of a year
};

struct Command {
  std::string noun;
  std::string verb;
  const google::protobuf::Message* request;  // the default instance
  CommandKind kind = CommandKind::kCall;
  // With kList: fields of the resource with a flag of their own that filters by them.
  std::vector<std::string> filters = {};
  // Fields of the resource that stand without a flag, and the one that --event and --delegation may
  // name.
  std::vector<std::string> arguments = {};
  std::string place = {};
};

const std::vector<Command>& Commands();

// What a noun is and a verb does, for the help.
std::string NounHelp(const std::string& noun, const Words& words);
std::string VerbHelp(const Command& command, const Words& words);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_COMMANDS_H_

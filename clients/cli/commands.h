// Every command of the program: which noun and verb sends which request.
#ifndef PLENARY_CLIENTS_CLI_COMMANDS_H_
#define PLENARY_CLIENTS_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "clients/cli/texts.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

enum class CommandKind {
  kCall,      // sends one request and shows the answer
  kGet,       // the same, in detail
  kList,      // reads every page, and may go on watching
  kRegister,  // sends a batch of one registration made from flags
  kWatch,     // shows changes as they happen
  kVerify,    // begins an operation and waits for it
  kSearch,    // shows one page, the best first
  kMerge,     // shows what would happen, and asks
  kImport,    // uploads a list, shows how it would be read, asks, and waits for the operation
  kSecret,    // shows a secret that is shown once
  kPassword,  // asks for passwords
  kErase,     // asks, since it cannot be undone
  kExport,    // waits for the operation and downloads what it wrote
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

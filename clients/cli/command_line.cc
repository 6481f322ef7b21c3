#include "clients/cli/command_line.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/types/optional.h"
#include "clients/cli/columns.h"
#include "clients/cli/commands.h"
#include "clients/cli/flags.h"
#include "clients/cli/load.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kFooter[] = R"(
Names may be short: tibo-2023 for events/tibo-2023, and with --event tibo-2023 (or PLENARY_EVENT)
kursk for events/tibo-2023/delegations/kursk. `plenary NOUN VERB --help` shows every flag,
`plenary help exit-codes` what the program ends with, `plenary help values` how times and names in
several languages are written.)";

constexpr char kValuesHelp[] = R"(How values are written:
  LANG[@SIDE]=TEXT     a text in a language, "ru=Минск"; of one side's usage, "zh@BY=白罗斯";
                       without LANG= in the language of --language
  LANG[@SIDE]=FAMILY[,GIVEN[,PATRONYMIC]]
                       a person's name, "ru=Примерова,Анна,Петровна"
  TIME                 2023-04-18T09:00:00+03:00; without an offset, "2023-04-18 09:00" or
                       2023-04-18, in the --time-zone given beside it, else this machine's
  STEP=[START]/[END]   a registration window, "nomination=2023-01-16/2023-04-01"; an end that is
                       left out is open
  CATEGORY=SEATS       a quota, "delegate=10"
What several values may be given for is repeated: --title en=Minister --title ru=Министр.
Everything else a resource holds is given as JSON with --json or --file.
)";

// One invocation of the program.
class CommandLine {
 public:
  explicit CommandLine(Terminal& terminal) : terminal_(terminal) {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.get_formatter()->column_width(34);
    AddGlobalOptions();
    for (const Command& command : Commands()) AddCommand(command);
    AddLoad();
    AddHelp();
    app_.footer(kFooter);
  }

  int Run(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::RequiredError& error) {
      if (const std::string words = UnknownWord(); !words.empty()) {
        terminal_.err << words << "\n";
        return kUsage;
      }
      return app_.exit(error, terminal_.out, terminal_.err) == 0 ? kDone : kUsage;
    } catch (const CLI::ParseError& error) {
      const int code = app_.exit(error, terminal_.out, terminal_.err);
      return code == 0 ? kDone : kUsage;
    }
    return run_();
  }

 private:
  struct ListFlags {
    bool watch = false;
    int count = 0;
  };

  // What is wrong with a command of which no verb was understood; empty where a verb is missing.
  std::string UnknownWord() const {
    const std::vector<std::string> left = app_.remaining(true);
    if (left.empty()) return "";
    const std::vector<CLI::App*> chosen = app_.get_subcommands();
    const CLI::App& at = chosen.empty() ? app_ : *chosen.front();
    std::vector<std::string> known;
    for (const CLI::App* each : at.get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(each->get_name());
    }
    return absl::StrCat("plenary: there is no command '", chosen.empty() ? "" : at.get_name() + " ",
                        left.front(), "'; there is: ", absl::StrJoin(known, ", "));
  }

  void AddGlobalOptions() {
    server_ = Environment("PLENARY_SERVER", server_);
    language_ = Environment("PLENARY_LANGUAGE", language_);
    app_.add_option("--server", server_, "the server [PLENARY_SERVER]")->capture_default_str();
    app_.add_option("-o,--output", format_name_, "how answers are shown")
        ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}).description(""))
        ->type_name("table|json|jsonl|csv")
        ->capture_default_str();
    app_.add_option("--language", language_, "which name tables show [PLENARY_LANGUAGE]")
        ->capture_default_str();
    app_.add_option("--timeout", timeout_seconds_, "seconds that a call may take")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  }

  std::string Environment(const std::string& name, const std::string& otherwise) const {
    const auto found = terminal_.environment.find(name);
    return found == terminal_.environment.end() || found->second.empty() ? otherwise
                                                                         : found->second;
  }

  CLI::App& Noun(const std::string& noun) {
    CLI::App*& app = nouns_[noun];
    if (app == nullptr) {
      app = app_.add_subcommand(noun, NounHelp(noun));
      app->require_subcommand(1);
    }
    return *app;
  }

  void AddCommand(const Command& command) {
    CLI::App& app = *Noun(command.noun).add_subcommand(command.verb, command.help);
    FlagOptions options;
    options.filters = command.filters;
    options.is_one_registration = command.kind == CommandKind::kRegister;
    auto flags = std::make_shared<RequestFlags>(
        app, std::unique_ptr<Message>(command.request->New()), options);
    auto list = std::make_shared<ListFlags>();
    // Events have a log each, so that there is none to watch for all of them.
    const bool can_watch = command.kind == CommandKind::kList &&
                           ListHasResumeToken(*command.request) && command.noun != "event";
    if (can_watch) app.add_flag("--watch", list->watch, "go on showing changes as they happen");
    if (can_watch || command.kind == CommandKind::kWatch) {
      app.add_option("--count", list->count, "with a watch: end after so many changes");
    }
    app.callback([this, &command, flags, list] {
      run_ = [this, &command, flags, list] { return RunCommand(command, *flags, *list); };
    });
  }

  void AddLoad() {
    CLI::App& load = *app_.add_subcommand(
        "load",
        "Make the calls in files of JSON lines, as deploy/sample; repeating it is harmless");
    load.add_option("PATH", paths_, "files, or folders of .jsonl files")->required();
    load.callback([this] { run_ = [this] { return Load(Connect(), paths_, terminal_); }; });
  }

  void AddHelp() {
    CLI::App& help = *app_.add_subcommand("help", "Explain exit-codes or values");
    help.add_option("TOPIC", topic_)
        ->check(CLI::IsMember({"exit-codes", "values"}).description(""))
        ->type_name("exit-codes|values");
    help.callback([this] {
      run_ = [this] {
        terminal_.out << (topic_ == "exit-codes" ? ExitCodesHelp()
                          : topic_ == "values"   ? kValuesHelp
                                                 : app_.help());
        return kDone;
      };
    });
  }

  static bool ListHasResumeToken(const Message& request) {
    const std::string name = absl::StrReplaceAll(request.GetTypeName(), {{"Request", "Response"}});
    const auto* response = request.GetDescriptor()->file()->pool()->FindMessageTypeByName(name);
    return response != nullptr && response->FindFieldByName("resume_token") != nullptr;
  }

  Client Connect() const {
    ClientOptions options;
    options.deadline = absl::Seconds(timeout_seconds_);
    // Somebody waits at the keyboard: a second or two, then say so.
    options.retry.max_attempts = 5;
    return Client::Connect(server_, options);
  }

  Output MakeOutput() const {
    static const auto* const kFormats =
        new std::map<std::string, Format>{{"table", Format::kTable},
                                          {"json", Format::kJson},
                                          {"jsonl", Format::kJsonLines},
                                          {"csv", Format::kCsv}};
    Output output{terminal_, kFormats->at(format_name_), {}, false};
    output.style.language = language_;
    // no-color.org: any text but an empty one.
    output.has_colour = terminal_.out_is_tty && Environment("NO_COLOR", "").empty();
    return output;
  }

  int RunCommand(const Command& command, RequestFlags& flags, const ListFlags& list) {
    const absl::Status status = flags.Fill({language_, absl::LocalTimeZone()},
                                           Environment("PLENARY_EVENT", ""), terminal_.in);
    if (!status.ok()) return PrintRefusal(terminal_, "plenary", status);
    switch (command.kind) {
      case CommandKind::kList:
        return RunList(flags.request(), list);
      case CommandKind::kWatch:
        return Watch(dynamic_cast<v1::WatchChangesRequest&>(flags.request()), list.count, nullptr);
      case CommandKind::kVerify:
        return Verify(dynamic_cast<v1::VerifyChainRequest&>(flags.request()));
      default:
        return RunCall(flags.request(), command.kind == CommandKind::kGet);
    }
  }

  int RunCall(const Message& request, bool in_detail) {
    const std::unique_ptr<Message> answer = NewAnswer(request);
    const absl::Status status = Connect().Call(request, *answer);
    if (!status.ok()) return PrintRefusal(terminal_, "plenary", status);
    PrintAnswer(MakeOutput(), *answer, in_detail);
    return PrintRefusedRows(*answer);
  }

  static std::unique_ptr<Message> NewAnswer(const Message& request) {
    const auto& service = *request.GetDescriptor()->file()->service(0);
    for (int i = 0; i < service.method_count(); ++i) {
      if (service.method(i)->input_type() != request.GetDescriptor()) continue;
      return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()
                                          ->GetPrototype(service.method(i)->output_type())
                                          ->New());
    }
    return nullptr;
  }

  // Of an answer row by row: says which rows were refused.
  int PrintRefusedRows(const Message& answer) {
    const FieldDescriptor* results = answer.GetDescriptor()->FindFieldByName("results");
    if (results == nullptr) return kDone;
    int code = kDone;
    for (int i = 0; i < answer.GetReflection()->FieldSize(answer, results); ++i) {
      const auto& result = dynamic_cast<const v1::ParticipantResult&>(
          answer.GetReflection()->GetRepeatedMessage(answer, results, i));
      if (!result.has_error()) continue;
      PrintRefusal(terminal_, absl::StrCat("row ", i + 1), FromRpcStatus(result.error()));
      code = kRefused;
    }
    return code;
  }

  // Every page, or the one that --page-size or --page-token ask for.
  int RunList(Message& request, const ListFlags& list) {
    const auto& reflection = *request.GetReflection();
    const FieldDescriptor* page_size = request.GetDescriptor()->FindFieldByName("page_size");
    const FieldDescriptor* page_token = request.GetDescriptor()->FindFieldByName("page_token");
    const bool one_page = reflection.GetInt32(request, page_size) != 0 ||
                          !reflection.GetString(request, page_token).empty();
    if (!one_page) reflection.SetInt32(&request, page_size, 500);
    const Client client = Connect();
    Output output = MakeOutput();
    // Over all events an id alone says too little.
    output.style.short_names = !absl::StrContains(request.ShortDebugString(), "\"events/-\"");
    const std::unique_ptr<Message> answer = NewAnswer(request);
    const FieldDescriptor* rows = answer->GetDescriptor()->field(0);
    absl::optional<RowPrinter> printer;
    std::string resume_token;
    std::string next_page;
    do {
      if (absl::Status status = client.Call(request, *answer); !status.ok()) {
        return PrintRefusal(terminal_, "plenary", status);
      }
      if (!printer) printer.emplace(output, *rows->message_type());
      const auto& page = *answer->GetReflection();
      for (int i = 0; i < page.FieldSize(*answer, rows); ++i) {
        printer->Add(page.GetRepeatedMessage(*answer, rows, i));
      }
      if (resume_token.empty()) resume_token = TextOf(*answer, "resume_token");
      next_page = TextOf(*answer, "next_page_token");
      reflection.SetString(&request, page_token, next_page);
    } while (!one_page && !next_page.empty());
    printer->End();
    if (!next_page.empty()) {
      terminal_.err << "There is more; the next page: --page-token " << next_page << "\n";
    }
    return list.watch ? WatchList(request, resume_token, list.count, *rows->message_type()) : kDone;
  }

  static std::string TextOf(const Message& message, const std::string& name) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
    return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
  }

  int WatchList(const Message& request, const std::string& resume_token, int count,
                const google::protobuf::Descriptor& type) {
    v1::WatchChangesRequest watch;
    const std::string parent = TextOf(request, "parent");
    watch.set_parent(parent.empty() ? "directory" : parent);
    watch.set_resume_token(resume_token);
    if (parent == "events/-") {
      return PrintRefusal(terminal_, "plenary",
                          absl::InvalidArgumentError("--watch needs one event: give --event"));
    }
    return Watch(watch, count, &type);
  }

  // Shows changes, of resources of `type` only where one is given, until `count` were shown.
  int Watch(const v1::WatchChangesRequest& request, int count,
            const google::protobuf::Descriptor* type) {
    const Output output = MakeOutput();
    if (output.format == Format::kCsv && type == nullptr) {
      RowPrinter(output, *v1::Change::descriptor()).End();
    }
    const std::unique_ptr<ChangeStream> stream = Connect().WatchChanges(request);
    int shown = 0;
    for (absl::StatusOr<v1::Change>& change : stream->Changes()) {
      if (!change.ok()) return PrintRefusal(terminal_, "plenary", change.status());
      if (type != nullptr &&
          !absl::EndsWith(change->resource().type_url(), "/" + type->full_name())) {
        continue;
      }
      PrintChange(output, *change);
      if (++shown == count) return kDone;
    }
    return kDone;
  }

  int Verify(const v1::VerifyChainRequest& request) {
    const Client client = Connect();
    absl::StatusOr<google::longrunning::Operation> operation = client.VerifyChain(request);
    while (operation.ok() && !operation->done()) {
      google::longrunning::WaitOperationRequest wait;
      wait.set_name(operation->name());
      wait.mutable_timeout()->set_seconds(10);
      operation = client.WaitOperation(wait);
    }
    if (!operation.ok()) return PrintRefusal(terminal_, "plenary", operation.status());
    if (operation->has_error()) {
      return PrintRefusal(terminal_, "plenary", FromRpcStatus(operation->error()));
    }
    v1::VerifyChainResponse found;
    operation->response().UnpackTo(&found);
    PrintAnswer(MakeOutput(), found, true);
    if (found.faults().empty()) return kDone;
    terminal_.err << "plenary: the log was edited: " << found.faults_size() << " faults\n";
    return kRefused;
  }

  Terminal& terminal_;
  CLI::App app_{"Plenary: events, delegations and participants", "plenary"};
  std::map<std::string, CLI::App*> nouns_;
  std::function<int()> run_;
  std::string server_ = "127.0.0.1:7780";
  std::string format_name_ = "table";
  std::string language_ = "en";
  int timeout_seconds_ = 30;
  std::vector<std::string> paths_;
  std::string topic_;
};

}  // namespace

int Run(std::vector<std::string> arguments, Terminal& terminal) {
  return CommandLine(terminal).Run(std::move(arguments));
}

}  // namespace plenary::cli

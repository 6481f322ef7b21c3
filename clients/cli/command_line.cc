#include "clients/cli/command_line.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/audit.h"
#include "clients/cli/calls.h"
#include "clients/cli/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/context_commands.h"
#include "clients/cli/contexts.h"
#include "clients/cli/control_answers.h"
#include "clients/cli/credential_commands.h"
#include "clients/cli/doctor.h"
#include "clients/cli/figure_answers.h"
#include "clients/cli/flags.h"
#include "clients/cli/lists.h"
#include "clients/cli/load.h"
#include "clients/cli/manual.h"
#include "clients/cli/name_candidates.h"
#include "clients/cli/names.h"
#include "clients/cli/negotiation_answers.h"
#include "clients/cli/people.h"
#include "clients/cli/planning_answers.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report_answers.h"
#include "clients/cli/schedule_answers.h"
#include "clients/cli/schedule_files.h"
#include "clients/cli/schedule_values.h"
#include "clients/cli/session.h"
#include "clients/cli/settings.h"
#include "clients/cli/subjects.h"
#include "clients/cli/texts.h"
#include "clients/cli/thread_answers.h"
#include "google/protobuf/message.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;

// One invocation of the program.
class CommandLine {
 public:
  explicit CommandLine(Terminal& terminal)
      : terminal_(terminal), words_(terminal.environment), app_(words_.Say("program"), "plenary") {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.get_formatter()->column_width(34);
    AddGlobalOptions();
    for (const Command& command : Commands()) AddCommand(command);
    AddShow();
    AddPlan();
    AddThread();
    AddContextVerbs();
    AddLoad();
    AddAudit();
    AddSignIn();
    AddDoctor();
    AddCompletion();
    AddManual();
    AddHelp();
    app_.footer("\n" + words_.Say("footer"));
    if (words_.language() != Words::Language::kEnglish) Translate(app_);
  }

  int Run(std::vector<std::string> arguments) {
    if (!arguments.empty() && arguments[0] == "__complete") return Complete(arguments);
    AddUsualVerb(arguments);
    MeanActionPlan(arguments);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::RequiredError& error) {
      if (const std::string words = UnknownWord(); !words.empty()) {
        terminal_.err << words << "\n";
        return kUsage;
      }
      return Exit(error);
    } catch (const CLI::ParseError& error) {
      return Exit(error);
    }
    return run_();
  }

 private:
  // What is meant where an activity is named alone: "search primerov" is about people.
  void AddUsualVerb(std::vector<std::string>& arguments) const {
    static const auto& usual = *new std::map<std::string, std::string>{{"search", "people"},
                                                                       {"merge", "people"},
                                                                       {"import", "participants"},
                                                                       {"itinerary", "show"},
                                                                       {"export", "participants"}};
    if (arguments.size() < 2) return;
    const auto found = usual.find(arguments[0]);
    if (found == usual.end() || arguments[1] == "-h" || arguments[1] == "--help") return;
    const auto is_meant = [&](const CLI::App* verb) { return verb->check_name(arguments[1]); };
    if (!app_.get_subcommand(found->first)->get_subcommands(is_meant).empty()) return;
    arguments.insert(arguments.begin() + 1, found->second);
  }

  // "plan approve" can only be about a plan of action, whose noun is action-plan, and so is
  // whatever names one in full: plan alone is about the meetings of an event.
  void MeanActionPlan(std::vector<std::string>& arguments) const {
    if (arguments.size() < 2 || arguments[0] != "plan") return;
    const auto has_verb = [&](const char* noun) {
      const auto is_said = [&](const CLI::App* verb) { return verb->check_name(arguments[1]); };
      return !app_.get_subcommand(noun)->get_subcommands(is_said).empty();
    };
    const bool names_one = absl::c_any_of(arguments, [](const std::string& argument) {
      return absl::StartsWith(argument, "actionPlans/");
    });
    if (has_verb("action-plan") && (names_one || !has_verb("plan"))) arguments[0] = "action-plan";
  }

  // Help was asked for, or the command line is wrong.
  int Exit(const CLI::ParseError& error) const {
    if (error.get_exit_code() == 0) return app_.exit(error, terminal_.out, terminal_.err);
    const bool is_english = words_.language() == Words::Language::kEnglish;
    const auto meaning = words_.Find(absl::StrCat("usage.", error.get_name()));
    if (meaning && !is_english) terminal_.err << *meaning << "\n  ";
    terminal_.err << error.what() << "\n" << words_.Say("help.more") << "\n";
    return kUsage;
  }

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
    const std::string said = absl::StrCat(chosen.empty() ? "" : at.get_name() + " ", left.front());
    return absl::StrCat("plenary: ",
                        words_.Say("refusal.unknown-command", said, absl::StrJoin(known, ", ")));
  }

  void AddGlobalOptions() {
    app_.set_help_flag("-h,--help", words_.Say("help.flag"));
    app_.set_version_flag("--version", absl::StrCat("plenary ", PLENARY_VERSION),
                          words_.Say("help.version"));
    app_.add_option("--server", given_.server, words_.Say("flag.server"))->type_name("HOST:PORT");
    app_.add_option("--context", given_.context, words_.Say("flag.context"))->type_name("CONTEXT");
    app_.add_option("-o,--output", format_name_, words_.Say("flag.output"))
        ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}).description(""))
        ->type_name("table|json|jsonl|csv")
        ->capture_default_str();
    app_.add_option("--language", given_.language, words_.Say("flag.language"))->type_name("LANG");
    AddCredentialOptions();
    app_.add_option("--timeout", timeout_seconds_, words_.Say("flag.timeout"))
        ->check(CLI::Validator(CLI::PositiveNumber).description(""))
        ->type_name("SECONDS")
        ->capture_default_str();
  }

  void AddCredentialOptions() {
    app_.add_option("--token-file", given_.token_file, words_.Say("flag.token-file"))
        ->type_name("FILE");
    app_.add_option("--tls-ca", given_.tls_ca, words_.Say("flag.tls-ca"))->type_name("FILE|system");
    app_.add_option("--tls-cert", given_.tls_cert, words_.Say("flag.tls-cert"))->type_name("FILE");
    app_.add_option("--tls-key", given_.tls_key, words_.Say("flag.tls-key"))->type_name("FILE");
    app_.add_flag("--token-over-plaintext", token_over_plaintext_,
                  words_.Say("flag.token-over-plaintext"));
  }

  // The words that CLI11 puts around ours.
  void Translate(CLI::App& app) const {
    CLI::FormatterBase& formatter = *app.get_formatter();
    formatter.label("Usage", words_.Say("help.usage"));
    formatter.label("OPTIONS", words_.Say("help.options-mark"));
    formatter.label("SUBCOMMAND", words_.Say("help.subcommand"));
    formatter.label("Positionals", words_.Say("help.positionals"));
    formatter.label("REQUIRED", words_.Say("help.required"));
    formatter.label("Excludes", words_.Say("help.excludes"));
    for (CLI::Option* option : app.get_options()) option->group(words_.Say("help.options"));
    for (CLI::App* each : app.get_subcommands([](CLI::App*) { return true; })) {
      each->group(words_.Say("help.subcommands"));
      Translate(*each);
    }
  }

  CLI::App& Noun(const std::string& noun) {
    CLI::App*& app = nouns_[noun];
    if (app == nullptr) {
      app = app_.add_subcommand(noun, NounHelp(noun, words_));
      app->require_subcommand(1);
    }
    return *app;
  }

  void AddCommand(const Command& command) {
    CLI::App& app = *Noun(command.noun).add_subcommand(command.verb, VerbHelp(command, words_));
    FlagOptions options;
    options.filters = command.filters;
    options.arguments = command.arguments;
    options.place = command.place;
    options.is_one_registration = command.kind == CommandKind::kRegister;
    options.words = words_;
    options.left_out = GivenOtherwise(command);
    auto flags = std::make_shared<RequestFlags>(
        app, std::unique_ptr<Message>(command.request->New()), options);
    auto watch = std::make_shared<WatchFlags>();
    if (CanWatch(command)) app.add_flag("--watch", watch->watch, words_.Say("flag.watch"));
    if (CanWatch(command) || command.kind == CommandKind::kWatch) {
      app.add_option("--count", watch->count, words_.Say("flag.count"))->type_name("NUMBER");
    }
    AddLocalFlags(app, command.kind);
    if (IsOfSchedule(command)) AddScheduleFlags(app, command);
    OnSession(app, [this, &command, flags, watch](const Session& session) {
      Session here = session;
      Reading reading = {session.settings.language.value, absl::LocalTimeZone()};
      if (IsOfSchedule(command)) {
        const absl::Status status = GoToEvent(*flags, here, reading);
        if (!status.ok()) return PrintRefusal(terminal_, "plenary", status);
      }
      const std::string& event =
          schedule_.event.empty() ? session.settings.event.value : schedule_.event;
      const absl::Status status = flags->Fill(std::move(reading), event, terminal_.in);
      if (!status.ok()) return PrintRefusal(terminal_, "plenary", status);
      return RunCommand(here, command.kind, flags->request(), *watch);
    });
  }

  static bool IsOfSchedule(const Command& command) {
    return cli::IsOfSchedule(*command.request->GetDescriptor());
  }

  // Fields of the request that no flag of their own fills.
  static std::vector<std::string> GivenOtherwise(const Command& command) {
    switch (command.kind) {
      // A file that is sent is here, not on the server yet.
      case CommandKind::kImport:
      case CommandKind::kTakeIn:
      case CommandKind::kUpload:
        return {"file"};
      case CommandKind::kTakeFigures:
        return {"file", "parent"};
      case CommandKind::kControlList:
        return {"subject"};
      case CommandKind::kBriefing:
        return {"language_code"};
      case CommandKind::kReport:
        return {"language_codes"};
      // What may be named by a person's name is looked for.
      case CommandKind::kSubject:
        return {"subject", "subjects"};
      case CommandKind::kDownload:
        return IsOfSchedule(command) ? std::vector<std::string>{"subject"}
                                     : std::vector<std::string>{};
      default:
        return {};
    }
  }

  // Who is meant, in which event, on which day.
  void AddScheduleFlags(CLI::App& app, const Command& command) {
    if (command.kind == CommandKind::kLate) {
      app.add_flag("--preview", schedule_.preview, words_.Say("flag.preview-late"));
      app.add_flag("--yes", schedule_.yes, words_.Say("flag.yes"));
    }
    const bool is_one_file = command.kind == CommandKind::kDownload;
    if (command.kind != CommandKind::kSubject && !is_one_file) return;
    const bool is_busy = command.request->GetDescriptor() == v1::QueryFreeBusyRequest::descriptor();
    CLI::Option* who = app.add_option("WHO", schedule_.who, words_.Say("flag.who"))
                           ->type_name("DELEGATION|ASSET|EVENT");
    if (!is_busy) who->expected(1)->allow_extra_args(false);
    who->required(is_busy || command.noun == "itinerary");
    if (app.get_option_no_throw("--event") == nullptr) {
      app.add_option("--event", schedule_.event, words_.Say("flag.event"))->type_name("EVENT");
    }
    if (app.get_option_no_throw("--day") == nullptr && command.verb != "programme" &&
        !is_one_file) {
      app.add_option("--day", schedule_.day, words_.Say("flag.day"))->type_name("DATE");
    }
  }

  // Times are read and shown in the zone of the event; where there is none, in this machine's.
  absl::Status GoToEvent(const RequestFlags& flags, Session& session, Reading& reading) {
    session.time_zone = absl::LocalTimeZone();
    schedule_.event = schedule_.event.empty() ? flags.EventNamed(session.settings.event.value)
                                              : ExpandName(schedule_.event, {"events/{event}"}, "");
    if (schedule_.day.empty()) schedule_.day = flags.day();
    if (schedule_.event.empty() || schedule_.event == "events/-") return absl::OkStatus();
    const absl::StatusOr<absl::TimeZone> zone = ZoneOf(Connect(session), schedule_.event);
    if (zone.ok()) {
      session.time_zone = reading.time_zone = *zone;
      return absl::OkStatus();
    }
    // Of an event that is not there the command itself says more, unless it would misread times.
    const bool says_more = absl::IsNotFound(zone.status()) && !flags.HasTimes();
    return says_more ? absl::OkStatus() : zone.status();
  }

  void AddShow() {
    CLI::App& show = *Noun("schedule").add_subcommand("show", words_.Say("schedule.show"));
    show.add_option("EVENT", schedule_.event, words_.Say("flag.event"))->type_name("EVENT");
    show.add_option("--day", schedule_.day, words_.Say("flag.day"))->type_name("DATE");
    show.add_option("--room", schedule_.room, words_.Say("flag.room"))->type_name("ASSET");
    show.add_flag("--wip", schedule_.is_wip, words_.Say("flag.wip"));
    OnSession(show, [this](const Session& session) {
      const std::string& event =
          schedule_.event.empty() ? session.settings.event.value : schedule_.event;
      schedule_.event = ExpandName(event, {"events/{event}"}, "");
      return ShowDays(session, schedule_);
    });
  }

  void AddPlan() {
    CLI::App& show = *Noun("plan").add_subcommand("show", words_.Say("plan.show"));
    show.add_option("EVENT", plan_.event, words_.Say("flag.event"))->type_name("EVENT");
    show.add_option("--day", plan_.day, words_.Say("flag.day"))->type_name("DATE");
    show.add_flag("--released", plan_.released, words_.Say("flag.released"));
    show.add_flag("--names", plan_.names, words_.Say("flag.party-names"));
    OnSession(show, [this](const Session& session) { return ShowPlan(session, plan_); });
    AddPin("pin", words_.Say("plan.pin"), true);
    AddPin("unpin", words_.Say("plan.unpin"), false);
  }

  // What came of it all.
  void AddThread() {
    CLI::App& trace = *app_.add_subcommand("trace", words_.Say("trace"));
    trace.add_option("WHAT", thread_.what, words_.Say("flag.trace-what"))
        ->type_name("ORGANIZATION|NEGOTIATION|EVENT|ACTION_PLAN")
        ->required();
    trace.add_option("--on", thread_.on, words_.Say("flag.trace-on"))->type_name("DATE");
    trace.add_option("--signed-within", thread_.within, words_.Say("flag.signed-within"))
        ->type_name("DAYS");
    trace.add_option("--limit", thread_.limit, words_.Say("flag.node-limit"))->type_name("NUMBER");
    OnSession(trace, [this](const Session& session) { return ShowThread(session, thread_); });
    CLI::App& page = *app_.add_subcommand("counterpart", words_.Say("counterpart"));
    page.add_option("ORGANIZATION", thread_.what, words_.Say("flag.counterpart"))
        ->type_name("ORGANIZATION")
        ->required();
    OnSession(page,
              [this](const Session& session) { return ShowCounterpart(session, thread_.what); });
  }

  void AddPin(const std::string& verb, const std::string& help, bool is_pinned) {
    CLI::App& pin = *Noun("plan").add_subcommand(verb, help);
    pin.add_option("MEETING", plan_.meetings, words_.Say("flag.pinned"))
        ->type_name("MEETING|MEETING_REQUEST")
        ->required();
    pin.add_option("--event", plan_.event, words_.Say("flag.event"))->type_name("EVENT");
    OnSession(pin, [this, is_pinned](const Session& session) {
      return PinMeetings(session, plan_, is_pinned);
    });
  }

  // What a command asks for beside its request.
  void AddLocalFlags(CLI::App& app, CommandKind kind) {
    if (kind == CommandKind::kImport) {
      app.add_option("LIST", import_.path, words_.Say("flag.list"))->type_name("FILE")->required();
      app.add_flag("--preview", import_.preview, words_.Say("flag.preview"));
    }
    if (kind == CommandKind::kTakeFigures) {
      app.add_option("FILE", import_.path, words_.Say("flag.figures"))
          ->type_name("FILE")
          ->required();
      app.add_option("--indicator", indicator_, words_.Say("flag.indicator"))
          ->type_name("INDICATOR")
          ->required();
    }
    if (kind == CommandKind::kControlList) {
      app.add_option("--person", control_.person, words_.Say("flag.control-person"))
          ->type_name("PERSON")
          ->allow_extra_args(false);
      app.add_option("--organization", control_.organization,
                     words_.Say("flag.control-organization"))
          ->type_name("ORGANIZATION")
          ->allow_extra_args(false);
    }
    if (kind == CommandKind::kProtocol || kind == CommandKind::kReport) {
      app.add_option("--in", languages_, words_.Say("flag.in"))
          ->type_name("LANG")
          ->allow_extra_args(false);
    }
    if (kind == CommandKind::kReport) {
      app.add_flag("--queries", queries_, words_.Say("flag.queries"));
    }
    if (kind == CommandKind::kImport || kind == CommandKind::kMerge ||
        kind == CommandKind::kErase || kind == CommandKind::kTakeFigures) {
      app.add_flag("--yes", import_.yes, words_.Say("flag.yes"));
    }
    if (kind == CommandKind::kTakeIn || kind == CommandKind::kUpload) {
      app.add_option("FILE", import_.path, words_.Say("flag.sent"))->type_name("FILE")->required();
    }
    if (kind == CommandKind::kExport || kind == CommandKind::kDownload) {
      app.add_option("--to", export_.to, words_.Say("flag.to"))->type_name("FILE");
      app.add_flag("--force", export_.force, words_.Say("flag.force"));
    }
  }

  int RunCommand(const Session& session, CommandKind kind, Message& request,
                 const WatchFlags& watch) {
    switch (kind) {
      case CommandKind::kMerge:
        return MergePeople(session, dynamic_cast<v1::MergePeopleRequest&>(request), import_.yes);
      case CommandKind::kImport:
        return ImportList(session, import_, request);
      case CommandKind::kExport:
        return ExportList(session, export_, request);
      case CommandKind::kErase:
        return ErasePerson(session, dynamic_cast<v1::ErasePersonRequest&>(request), import_.yes);
      case CommandKind::kSecret:
        return MakeCredential(session, request);
      case CommandKind::kSubject:
        return ShowSubject(session, schedule_, request);
      case CommandKind::kSuggest:
        return SuggestTimes(session, dynamic_cast<v1::SuggestTimesRequest&>(request));
      case CommandKind::kDiff:
        return ShowDiff(session, dynamic_cast<v1::DiffPlansRequest&>(request));
      case CommandKind::kLate:
        return RunLate(session, schedule_, dynamic_cast<v1::PreviewDelayRequest&>(request));
      case CommandKind::kTakeIn:
        return TakeInSchedule(session, import_.path,
                              dynamic_cast<v1::ImportScheduleRequest&>(request));
      case CommandKind::kDownload:
        return DownloadDocument(session, export_, schedule_, request);
      case CommandKind::kUpload:
        return UploadTemplate(session, import_.path, request);
      case CommandKind::kPlan:
        return MakePlan(session, dynamic_cast<v1::PlanEventRequest&>(request));
      case CommandKind::kExplain:
        return ExplainActivity(session, dynamic_cast<v1::ExplainActivityRequest&>(request));
      case CommandKind::kRemedies:
        return SuggestRemedies(session, dynamic_cast<v1::SuggestRelaxationsRequest&>(request));
      case CommandKind::kBriefing:
        return ShowBriefing(session, dynamic_cast<v1::GetBriefingRequest&>(request));
      case CommandKind::kProtocol:
        return ShowProtocol(session, dynamic_cast<v1::GetProtocolRequest&>(request), languages_);
      case CommandKind::kControlList:
        return ShowControlList(session, control_,
                               dynamic_cast<v1::GetControlListRequest&>(request));
      case CommandKind::kCompare:
        return CompareFigures(session, dynamic_cast<v1::CompareFiguresRequest&>(request));
      case CommandKind::kTakeFigures:
        return TakeInFigures(session, import_, indicator_,
                             dynamic_cast<v1::ImportFiguresRequest&>(request));
      case CommandKind::kReport:
        return ShowReport(session, InLanguages(dynamic_cast<v1::WriteReportRequest&>(request)),
                          queries_);
      case CommandKind::kReadFeed:
        return ReadFeed(session, request);
      case CommandKind::kPassword:
        return SetPassword(session, dynamic_cast<v1::SetPasswordRequest&>(request));
      default:
        return RunCall(session, kind, request, watch);
    }
  }

  v1::WriteReportRequest InLanguages(v1::WriteReportRequest request) const {
    *request.mutable_language_codes() = {languages_.begin(), languages_.end()};
    return request;
  }

  // Runs `run` with the settings in force where `app` is the command.
  void OnSession(CLI::App& app, std::function<int(const Session&)> run) {
    app.callback([this, run = std::move(run)] {
      run_ = [this, run] {
        absl::StatusOr<Session> session = MakeSession();
        return session.ok() ? run(*session) : PrintRefusal(terminal_, "plenary", session.status());
      };
    });
  }
  // Runs `run` with what stands on the command line alone.
  void OnCommand(CLI::App& app, std::function<int(const Session&)> run) {
    app.callback([this, run = std::move(run)] { run_ = [this, run] { return run(Bare()); }; });
  }

  Session Bare() const {
    static const auto* const kFormats =
        new std::map<std::string, Format>{{"table", Format::kTable},
                                          {"json", Format::kJson},
                                          {"jsonl", Format::kJsonLines},
                                          {"csv", Format::kCsv}};
    Session session{terminal_, words_};
    session.format = kFormats->at(format_name_);
    session.timeout = absl::Seconds(timeout_seconds_);
    session.token_over_plaintext = token_over_plaintext_;
    return session;
  }

  absl::StatusOr<Session> MakeSession() const {
    absl::StatusOr<ChosenSettings> settings = ChooseSettings(given_, terminal_.environment);
    if (!settings.ok()) return settings.status();
    Session session = Bare();
    session.settings = *std::move(settings);
    return session;
  }

  CLI::App& ContextVerb(const std::string& verb) {
    return *Noun("context").add_subcommand(verb, *words_.Find(absl::StrCat("context.", verb)));
  }

  void AddContextVerbs() {
    OnCommand(ContextVerb("list"), ListContexts);
    CLI::App& use = ContextVerb("use");
    use.add_option("CONTEXT", context_.name)->type_name("")->required();
    OnCommand(use, [this](const Session& bare) { return UseContext(bare, context_.name); });
    CLI::App& add = ContextVerb("add");
    add.add_option("NAME", context_.name)->type_name("")->required();
    add.add_option("--event", context_.event, words_.Say("flag.context-event"))->type_name("EVENT");
    add.add_flag("--replace", replace_, words_.Say("flag.replace"));
    OnCommand(add, [this](const Session& bare) { return Add(bare); });
    CLI::App& remove = ContextVerb("remove");
    remove.add_option("CONTEXT", context_.name)->type_name("")->required();
    OnCommand(remove, [this](const Session& bare) { return RemoveContext(bare, context_.name); });
    OnSession(ContextVerb("show"), ShowSettings);
  }

  int Add(const Session& bare) const {
    Context context;
    context.set_name(context_.name);
    context.set_server(given_.server);
    context.set_event(ExpandName(context_.event, {"events/{event}"}, ""));
    context.set_language(given_.language);
    context.set_token_file(Absolute(given_.token_file));
    context.set_tls_ca(given_.tls_ca == "system" ? "system" : Absolute(given_.tls_ca));
    context.set_tls_cert(Absolute(given_.tls_cert));
    context.set_tls_key(Absolute(given_.tls_key));
    return AddContext(bare, std::move(context), replace_);
  }

  // A context is used from other folders too.
  static std::string Absolute(const std::string& path) {
    return path.empty() ? "" : std::filesystem::absolute(path).lexically_normal().string();
  }

  void AddSignIn() {
    CLI::App& login = *app_.add_subcommand("login", words_.Say("login"));
    login.add_option("USER", user_, words_.Say("flag.login-user"))->type_name("")->required();
    OnSession(login, [this](const Session& session) { return Login(session, user_); });
    OnSession(*app_.add_subcommand("logout", words_.Say("logout")), Logout);
    OnSession(*app_.add_subcommand("whoami", words_.Say("whoami")), [](const Session& session) {
      v1::WhoAmIRequest request;
      return RunCall(session, CommandKind::kGet, request, {});
    });
  }

  void AddAudit() {
    CLI::App& verify = *Noun("audit").add_subcommand("verify", words_.Say("audit.verify"));
    verify.add_option("FOLDER", audit_.folder, words_.Say("flag.record"))->type_name("");
    verify.add_option("--heads", audit_.heads, words_.Say("flag.heads"))->type_name("FILE");
    verify.add_option("--anchors", audit_.anchors, words_.Say("flag.anchors"))->type_name("FILE");
    verify.add_option("--key", audit_.key, words_.Say("flag.audit-key"))->type_name("FILE");
    OnSession(verify, [this](const Session& session) { return VerifyRecord(session, audit_); });
    CLI::App& to = *Noun("audit").add_subcommand("export", words_.Say("audit.export"));
    to.add_option("--to", audit_.to, words_.Say("flag.record-to"))->type_name("FOLDER")->required();
    OnSession(to, [this](const Session& session) { return ExportRecord(session, audit_); });
  }

  void AddLoad() {
    CLI::App& load = *app_.add_subcommand("load", words_.Say("load"));
    load.add_option("PATH", paths_, words_.Say("flag.paths"))->type_name("FILE")->required();
    OnSession(load, [this](const Session& session) { return Load(session, paths_); });
  }

  void AddDoctor() { OnSession(*app_.add_subcommand("doctor", words_.Say("doctor")), RunDoctor); }

  void AddCompletion() {
    CLI::App& completion = *app_.add_subcommand("completion", words_.Say("completion"));
    completion.add_option("SHELL", shell_)
        ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
        ->type_name("bash|zsh|fish")
        ->required();
    OnCommand(completion, [this](const Session&) {
      terminal_.out << CompletionScript(shell_);
      return kDone;
    });
  }

  // "__complete -- WORDS…": what the last of the words can become.
  int Complete(std::vector<std::string> words) {
    const bool has_mark = words.size() > 1 && words[1] == "--";
    words.erase(words.begin(), words.begin() + (has_mark ? 2 : 1));
    const Place place = FindPlace(app_, words);
    std::vector<Candidate> candidates = Candidates(place);
    for (const std::string& kind : WantedKinds(place)) AddNames(place, kind, candidates);
    terminal_.out << CompletionLines(place, candidates);
    return kDone;
  }

  void AddNames(const Place& place, const std::string& kind, std::vector<Candidate>& candidates) {
    if (kind == "CONTEXT") {
      const auto contexts = ReadContexts(ContextsPath(terminal_.environment));
      if (!contexts.ok()) return;
      for (const Context& context : contexts->contexts()) {
        candidates.push_back({context.name(), context.server()});
      }
      return;
    }
    for (const auto& [flag, setting] :
         std::map<std::string, std::string*>{{"--server", &given_.server},
                                             {"--context", &given_.context},
                                             {"--event", &given_.event},
                                             {"--token-file", &given_.token_file},
                                             {"--tls-ca", &given_.tls_ca},
                                             {"--tls-cert", &given_.tls_cert},
                                             {"--tls-key", &given_.tls_key},
                                             {"--language", &given_.language}}) {
      if (const auto found = place.given.find(flag); found != place.given.end()) {
        *setting = found->second;
      }
    }
    const absl::StatusOr<Session> session = MakeSession();
    if (!session.ok()) return;
    for (Candidate& name : NamesOnServer(*session, kind)) candidates.push_back(std::move(name));
  }

  void AddManual() {
    CLI::App& manual = *app_.add_subcommand("man", words_.Say("man"));
    std::vector<std::string> nouns;
    for (const auto& [noun, app] : nouns_) nouns.push_back(noun);
    manual.add_option("NOUN", topic_)
        ->check(CLI::IsMember(nouns).description(""))
        ->type_name(absl::StrJoin(nouns, "|"));
    OnCommand(manual, [this](const Session&) {
      terminal_.out << (topic_.empty() ? ManualPage(app_, words_)
                                       : ManualPageOf(*nouns_.at(topic_), words_));
      return kDone;
    });
  }

  void AddHelp() {
    CLI::App& help = *app_.add_subcommand("help", words_.Say("help"));
    help.add_option("TOPIC", topic_)
        ->check(CLI::IsMember({"exit-codes", "values", "reasons"}).description(""))
        ->type_name("exit-codes|values|reasons");
    OnCommand(help, [this](const Session&) {
      terminal_.out << (topic_ == "exit-codes" ? words_.Say("exit-codes")
                        : topic_ == "values"   ? words_.Say("values")
                        : topic_ == "reasons"  ? ReasonsHelp(words_)
                                               : app_.help());
      return kDone;
    });
  }

  Terminal& terminal_;
  const Words words_;
  CLI::App app_;
  std::map<std::string, CLI::App*> nouns_;
  std::function<int()> run_;
  GivenSettings given_;
  std::string format_name_ = "table";
  int timeout_seconds_ = 30;
  bool token_over_plaintext_ = false;
  std::string user_;
  AuditFlags audit_;
  struct {
    std::string name;
    std::string event;
  } context_;
  bool replace_ = false;
  ImportFlags import_;
  ExportFlags export_;
  ScheduleFlags schedule_;
  PlanFlags plan_;
  ThreadFlags thread_;
  ControlFlags control_;
  std::string indicator_;
  std::vector<std::string> languages_;
  bool queries_ = false;
  std::string shell_;
  std::vector<std::string> paths_;
  std::string topic_;
};

}  // namespace

int Run(std::vector<std::string> arguments, Terminal& terminal) {
  return CommandLine(terminal).Run(std::move(arguments));
}

}  // namespace plenary::cli

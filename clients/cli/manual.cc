#include "clients/cli/manual.h"

#include <vector>

#include "CLI/Option.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/catalogue.h"

namespace plenary::cli {
namespace {

// Text as roff prints it: a hyphen stays one that can be copied, a dot begins no request.
std::string Roff(absl::string_view text) {
  std::string safe = absl::StrReplaceAll(
      text, {{"\\", "\\e"}, {"-", "\\-"}, {"\n.", "\n\\&."}, {"\n'", "\n\\&'"}});
  if (!safe.empty() && (safe[0] == '.' || safe[0] == '\'')) safe.insert(0, "\\&");
  return safe;
}

std::string Bold(absl::string_view text) { return absl::StrCat("\\fB", Roff(text), "\\fR"); }
std::string Italic(absl::string_view text) { return absl::StrCat("\\fI", Roff(text), "\\fR"); }

std::string Heading(absl::string_view title) { return absl::StrCat(".SH \"", Roff(title), "\"\n"); }

// "-o, --output table|json"
std::string Signature(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames())
    names.push_back(Bold(absl::StrCat("-", name)));
  for (const std::string& name : option.get_lnames()) {
    names.push_back(Bold(absl::StrCat("--", name)));
  }
  const std::string form = option.get_type_name();
  if (form.empty()) return absl::StrJoin(names, ", ");
  // A long list of choices may be broken at each.
  return absl::StrCat(absl::StrJoin(names, ", "), " ",
                      absl::StrReplaceAll(Italic(form), {{"|", "|\\:"}}));
}

std::string Term(const std::string& term, absl::string_view meaning) {
  return absl::StrCat(".TP\n", term, "\n", meaning.empty() ? "\\&" : Roff(meaning), "\n");
}

std::string Flags(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->nonpositional() || option->get_group().empty()) continue;
    absl::StrAppend(&text, Term(Signature(*option), option->get_description()));
  }
  return text;
}

std::string Arguments(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = Italic(option->get_name(true));
    absl::StrAppend(&text, option->get_required() ? " " : " [", name,
                    option->get_required() ? "" : "]");
  }
  return text;
}

std::vector<const CLI::App*> CommandsOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
}

// "plenary organization create ORGANIZATION-ID [flags]"
std::string Synopsis(const CLI::App& command, const std::string& path, const Words& words) {
  return absl::StrCat(Bold(absl::StrCat(path, " ", command.get_name())), Arguments(command), " [",
                      Italic(words.Say("help.options-mark")), "]\n");
}

// A text whose lines stay as they are, without its first line where that is its title.
std::string Verbatim(absl::string_view text, bool has_title) {
  if (has_title) text.remove_prefix(text.find('\n') + 1);
  return absl::StrCat(".nf\n", Roff(absl::StripTrailingAsciiWhitespace(text)), "\n.fi\n");
}

std::string Title(const std::string& page, const Words& words) {
  return absl::StrCat(".TH \"", absl::AsciiStrToUpper(page), "\" \"1\" \"", PLENARY_DATE,
                      "\" \"plenary ", PLENARY_VERSION, "\" \"", Roff(words.Say("manual.section")),
                      "\"\n.ad l\n");
}

std::string Commands(const CLI::App& program) {
  std::string text;
  for (const CLI::App* command : CommandsOf(program)) {
    const std::vector<const CLI::App*> verbs = CommandsOf(*command);
    const std::string listed =
        absl::StrJoin(verbs, " ", [](std::string* out, const CLI::App* verb) {
          absl::StrAppend(out, Roff(verb->get_name()));
        });
    absl::StrAppend(&text, ".TP\n", Bold(command->get_name()), verbs.empty() ? "" : " ", listed,
                    verbs.empty() ? Arguments(*command) : "", "\n",
                    Roff(command->get_description()), "\n");
  }
  return text;
}

std::string Environment(const Words& words) {
  constexpr absl::string_view kFamily = "environment.";
  std::string text;
  for (const Text& entry : kTexts) {
    absl::string_view name = entry.key;
    if (!absl::StartsWith(name, kFamily)) continue;
    absl::StrAppend(&text, Term(Bold(name.substr(kFamily.size())), *words.Find(name)));
  }
  return text;
}

std::string SeeAlso(const CLI::App& program) {
  std::vector<std::string> pages;
  for (const CLI::App* command : CommandsOf(program)) {
    if (CommandsOf(*command).empty()) continue;
    pages.push_back(absl::StrCat(Bold(absl::StrCat("plenary-", command->get_name())), "(1)"));
  }
  return absl::StrCat(absl::StrJoin(pages, ",\n"), "\n");
}

}  // namespace

std::string ManualPage(const CLI::App& program, const Words& words) {
  return absl::StrCat(
      Title("plenary", words), Heading(words.Say("manual.name")), "plenary \\- ",
      Roff(words.Say("program")), "\n", Heading(words.Say("manual.synopsis")), Bold("plenary"), " ",
      Italic("NOUN VERB"), " [", Italic(words.Say("help.options-mark")), "]\n",
      Heading(words.Say("manual.description")), Roff(words.Say("manual.about")), "\n",
      Heading(words.Say("manual.commands")), Commands(program),
      Heading(words.Say("manual.options")), Flags(program), Heading(words.Say("manual.values")),
      Verbatim(words.Say("values"), true), Heading(words.Say("manual.exit-status")),
      Verbatim(words.Say("exit-codes"), true), Heading(words.Say("manual.environment")),
      Environment(words), Heading(words.Say("manual.files")),
      Term(Italic("$XDG_CONFIG_HOME/plenary/config.toml"), words.Say("manual.files-text")),
      Term(Italic("$XDG_STATE_HOME/plenary/sessions"), words.Say("manual.sessions-text")),
      Heading(words.Say("manual.see-also")), SeeAlso(program));
}

std::string ManualPageOf(const CLI::App& noun, const Words& words) {
  const std::string page = absl::StrCat("plenary-", noun.get_name());
  const std::string path = absl::StrCat("plenary ", noun.get_name());
  std::string synopsis;
  std::string verbs;
  for (const CLI::App* verb : CommandsOf(noun)) {
    const std::string line = Synopsis(*verb, path, words);
    absl::StrAppend(&synopsis, synopsis.empty() ? "" : ".br\n", line);
    absl::StrAppend(&verbs, ".SS \"", Roff(verb->get_name()), "\"\n", Roff(verb->get_description()),
                    ".\n", Flags(*verb));
  }
  return absl::StrCat(Title(page, words), Heading(words.Say("manual.name")), Roff(page), " \\- ",
                      Roff(noun.get_description()), "\n", Heading(words.Say("manual.synopsis")),
                      synopsis, Heading(words.Say("manual.commands")), verbs,
                      Heading(words.Say("manual.see-also")), Bold("plenary"), "(1)\n");
}

}  // namespace plenary::cli

#include "clients/cli/completion.h"

#include <algorithm>
#include <set>
#include <utility>

#include "CLI/Option.hpp"
#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace plenary::cli {
namespace {

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// The flags that may stand after a command: its own, and those of the commands around it.
std::vector<const CLI::Option*> FlagsAt(const CLI::App& command) {
  std::vector<const CLI::Option*> flags;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      const bool is_help_again = app != &command && option == app->get_help_ptr();
      if (option->nonpositional() && !is_help_again) flags.push_back(option);
    }
  }
  return flags;
}

const CLI::Option* FindFlag(const CLI::App& command, const std::string& name) {
  for (const CLI::Option* flag : FlagsAt(command)) {
    if (flag->check_name(name)) return flag;
  }
  return nullptr;
}

// The argument that comes after `arguments` others, which the last may repeat.
const CLI::Option* ArgumentAt(const CLI::App& command, size_t arguments) {
  const CLI::Option* last = nullptr;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    last = option;
    const bool repeats = option->get_expected_max() >= CLI::detail::expected_max_vector_size;
    if (arguments == 0 || repeats) return option;
    --arguments;
  }
  return arguments == 0 ? last : nullptr;
}

// bash takes "--state=confirmed" apart at the "=".
std::vector<std::string> Joined(const std::vector<std::string>& words) {
  std::vector<std::string> joined;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool is_sign =
        words[i] == "=" && !joined.empty() && absl::StartsWith(joined.back(), "--");
    if (!is_sign) {
      joined.push_back(words[i]);
      continue;
    }
    joined.back() += "=";
    if (i + 1 < words.size()) joined.back() += words[++i];
  }
  return joined;
}

// How a value is written: "table|json", "EVENT"; of an argument its own name says so.
std::string FormOf(const CLI::Option& option) {
  return option.get_positional() && option.get_type_name().empty() ? option.get_name(true)
                                                                   : option.get_type_name();
}

bool IsKind(absl::string_view word) {
  return !word.empty() && absl::c_all_of(word, [](unsigned char c) {
    return absl::ascii_isupper(c) || c == '-' || c == '_';
  });
}

// The parts of "events|EVENT" that are kinds, or those that are not.
std::vector<std::string> Parts(const CLI::Option& option, bool kinds) {
  const std::string form = FormOf(option);
  std::vector<std::string> parts;
  // What has signs of its own, as "LANG[@SIDE]=TEXT", is no list of choices.
  if (form.find_first_of("[]=,") != std::string::npos) return parts;
  for (std::string& part : std::vector<std::string>(absl::StrSplit(form, '|', absl::SkipEmpty()))) {
    if (part != "-" && IsKind(part) == kinds) parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<Candidate> CommandsAt(const CLI::App& command) {
  std::vector<Candidate> candidates;
  for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; })) {
    candidates.push_back({each->get_name(), each->get_description()});
  }
  return candidates;
}

std::vector<Candidate> FlagCandidates(const CLI::App& command) {
  std::vector<Candidate> candidates;
  for (const CLI::Option* flag : FlagsAt(command)) {
    for (const std::string& name : flag->get_lnames()) {
      candidates.push_back({absl::StrCat("--", name), flag->get_description()});
    }
  }
  return candidates;
}

class Walk {
 public:
  explicit Walk(const CLI::App& program) { place_.command = &program; }

  void Pass(const std::string& word) {
    if (waiting_ != nullptr) {
      Give(*waiting_, word);
      waiting_ = nullptr;
    } else if (word == "--") {
      only_arguments_ = true;
    } else if (!only_arguments_ && word.size() > 1 && word[0] == '-') {
      PassFlag(word);
    } else {
      PassWord(word);
    }
  }

  Place Last(const std::string& word) && {
    place_.typed = word;
    place_.may_be_command = waiting_ == nullptr && arguments_ == 0 && !only_arguments_;
    const size_t sign = word.find('=');
    if (waiting_ != nullptr) {
      place_.wanted = waiting_;
    } else if (absl::StartsWith(word, "-") && !only_arguments_) {
      if (sign != std::string::npos) AtValueOf(word, sign);
    } else {
      place_.wanted = ArgumentAt(*place_.command, arguments_);
    }
    return std::move(place_);
  }

 private:
  void AtValueOf(const std::string& word, size_t sign) {
    place_.wanted = FindFlag(*place_.command, word.substr(0, sign));
    place_.before = word.substr(0, sign + 1);
    place_.typed = word.substr(sign + 1);
    place_.may_be_command = false;
  }

  void PassFlag(const std::string& word) {
    const size_t sign = word.find('=');
    const CLI::Option* flag = FindFlag(*place_.command, word.substr(0, sign));
    if (flag == nullptr) return;
    if (sign != std::string::npos) {
      Give(*flag, word.substr(sign + 1));
    } else if (TakesValue(*flag)) {
      waiting_ = flag;
    }
  }

  void PassWord(const std::string& word) {
    if (arguments_ == 0 && !only_arguments_) {
      for (const CLI::App* each :
           place_.command->get_subcommands([](const CLI::App*) { return true; })) {
        if (each->get_name() != word) continue;
        place_.command = each;
        return;
      }
    }
    ++arguments_;
  }

  void Give(const CLI::Option& flag, const std::string& value) {
    for (const std::string& name : flag.get_lnames()) {
      place_.given[absl::StrCat("--", name)] = value;
    }
  }

  Place place_;
  const CLI::Option* waiting_ = nullptr;  // the flag whose value comes next
  size_t arguments_ = 0;
  bool only_arguments_ = false;
};

constexpr char kBash[] =
    R"(# bash completion of plenary; put it where bash-completion looks, or: source <(plenary completion bash)
_plenary() {
  local line word
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ":files" ]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done \
        < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]#=}")
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <("${1/#\~/$HOME}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # bash replaces what stands after the "=" alone.
  case "${COMP_WORDS[COMP_CWORD]}:${COMP_WORDS[COMP_CWORD-1]}" in
    =:* | *:=) COMPREPLY=("${COMPREPLY[@]#--*=}") ;;
  esac
}
complete -F _plenary plenary
)";

constexpr char kZsh[] = R"(#compdef plenary
# zsh completion of plenary; put it into a folder of $fpath as _plenary, or: source <(plenary completion zsh)
_plenary() {
  local line files=
  local -a candidates
  for line in "${(@f)$(${(Q)words[1]} __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == ":files" ]]; then
      files=1
    elif [[ -n $line ]]; then
      candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( ${#candidates} )) && _describe plenary candidates
  [[ -n $files ]] && _files
}
if [[ ${funcstack[1]} == _plenary ]]; then
  _plenary "$@"
elif (( ${+functions[compdef]} )); then
  compdef _plenary plenary
fi
)";

constexpr char kFish[] =
    R"(# fish completion of plenary; put it into ~/.config/fish/completions, or: plenary completion fish | source
function __plenary_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    for line in (command $program __complete -- $words[2..-1] "$typed" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$typed"
        else
            printf '%s\n' $line
        end
    end
end
complete -c plenary -f -a '(__plenary_complete)'
)";

}  // namespace

Place FindPlace(const CLI::App& program, const std::vector<std::string>& words) {
  const std::vector<std::string> joined = Joined(words);
  Walk walk(program);
  for (size_t i = 0; i + 1 < joined.size(); ++i) walk.Pass(joined[i]);
  return std::move(walk).Last(joined.empty() ? "" : joined.back());
}

std::vector<Candidate> Candidates(const Place& place) {
  std::vector<Candidate> candidates;
  if (place.may_be_command) candidates = CommandsAt(*place.command);
  if (place.wanted != nullptr) {
    for (std::string& choice : Parts(*place.wanted, false)) {
      candidates.push_back({std::move(choice), ""});
    }
  } else if (absl::StartsWith(place.typed, "-")) {
    candidates = FlagCandidates(*place.command);
  }
  return candidates;
}

std::vector<std::string> WantedKinds(const Place& place) {
  return place.wanted == nullptr ? std::vector<std::string>() : Parts(*place.wanted, true);
}

std::string CompletionLines(const Place& place, const std::vector<Candidate>& candidates) {
  std::string lines;
  std::set<std::string> seen;
  for (const Candidate& candidate : candidates) {
    if (!absl::StartsWith(candidate.word, place.typed)) continue;
    if (!seen.insert(candidate.word).second) continue;
    absl::StrAppend(&lines, place.before, candidate.word, "\t", candidate.meaning, "\n");
  }
  if (absl::c_linear_search(WantedKinds(place), "FILE")) absl::StrAppend(&lines, ":files\n");
  return lines;
}

absl::string_view CompletionScript(absl::string_view shell) {
  if (shell == "zsh") return kZsh;
  return shell == "fish" ? kFish : kBash;
}

}  // namespace plenary::cli

#include "clients/cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace plenary::cli {
namespace {

constexpr int kBarWidth = 24;
constexpr absl::Duration kBetweenLines = absl::Seconds(5);

std::string Bar(int64_t done, int64_t total, bool utf8) {
  const auto filled = static_cast<int>(std::min(done, total) * kBarWidth / total);
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) {
    bar += utf8 ? (i < filled ? "█" : "░") : (i < filled ? "#" : ".");
  }
  return bar;
}

std::string Megabytes(double bytes) { return absl::StrFormat("%.1f", bytes / 1e6); }

// "0:07", "2:05:00"
std::string Clock(absl::Duration time) {
  const int64_t seconds = absl::ToInt64Seconds(time);
  if (seconds < 3600) return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
  return absl::StrFormat("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

Progress::Progress(Terminal& terminal, bool is_silent)
    : terminal_(terminal), words_(terminal.environment), is_silent_(is_silent) {}

Progress::~Progress() { End(); }

void Progress::Show(const std::string& phase, int64_t done, int64_t total, Unit unit,
                    absl::Time now) {
  if (is_silent_) return;
  const bool is_new = phase != phase_;
  if (is_new) {
    End();
    phase_ = phase;
    phase_began_ = now;
    done_at_beginning_ = done;
  }
  const bool is_over = total > 0 && done >= total;
  if (terminal_.err_is_tty) {
    terminal_.err << "\r\033[K" << Line(done, total, unit, now) << std::flush;
    is_drawn_ = true;
  } else if (is_new || is_over || now - shown_ >= kBetweenLines) {
    terminal_.err << Line(done, total, unit, now) << "\n" << std::flush;
    shown_ = now;
  }
}

std::string Progress::Line(int64_t done, int64_t total, Unit unit, absl::Time now) const {
  std::string line = phase_;
  if (total > 0) {
    const int64_t percent = std::min<int64_t>(done * 100 / total, 100);
    if (terminal_.err_is_tty) {
      absl::StrAppend(&line, "  ", Bar(done, total, ShowsUtf8(terminal_.environment)));
    }
    absl::StrAppend(&line, "  ", percent, " %");
  }
  const bool rows = unit == Unit::kRows;
  const auto count = [&](int64_t number) {
    return rows ? absl::StrCat(number) : Megabytes(static_cast<double>(number));
  };
  const std::string amount = total > 0 ? absl::StrCat(count(done), "/", count(total)) : count(done);
  absl::StrAppend(
      &line, "  ",
      rows ? words_.Say("progress.rows", amount) : words_.Say("progress.bytes", amount));
  const double seconds = absl::ToDoubleSeconds(now - phase_began_);
  const auto moved = static_cast<double>(done - done_at_beginning_);
  // The first second says nothing about the rest.
  if (seconds < 1 || moved <= 0) return line;
  const double rate = moved / seconds;
  absl::StrAppend(&line, "  ",
                  rows ? words_.Say("progress.rows-a-second", absl::StrFormat("%.0f", rate))
                       : words_.Say("progress.bytes-a-second", Megabytes(rate)));
  if (total > done) {
    const absl::Duration left = absl::Seconds(static_cast<double>(total - done) / rate);
    absl::StrAppend(&line, "  ", words_.Say("progress.left", Clock(left)));
  }
  return line;
}

void Progress::End() {
  if (is_drawn_) terminal_.err << "\n" << std::flush;
  is_drawn_ = false;
}

}  // namespace plenary::cli

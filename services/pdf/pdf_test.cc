#include "services/pdf/pdf.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/shipped.h"
#include "services/documents/test_samples.h"
#include "tests/testing/daemon.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::pdf {
namespace {

using documents::Language;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::Not;
using testing::RefusedFor;
using testing::RunShell;
using testing::TemporaryFolder;

// The machines that run this may be busy with much else.
constexpr absl::Duration kEnoughTime = absl::Minutes(4);

std::string DocumentOf(absl::string_view kind, Language language) {
  return documents::Fill(documents::ShippedTemplate(kind, language),
                         documents::SampleOf(kind, language))
      .value();
}

class PdfTest : public ::testing::Test {
 protected:
  PdfOptions RealOptions() const {
    PdfOptions options;
    options.program = FindLibreOffice();
    options.folder = folder_.path();
    return options;
  }

  // Options with a program in the place of LibreOffice: a script for bash, which finds what the
  // real one would and may write its own "PDF" to $HOME/document.pdf.
  PdfOptions OptionsWith(const std::string& script) {
    PdfOptions options;
    options.program = scripts_ / "program";
    std::ofstream(options.program) << "#!/bin/bash\n" << script << "\n";
    chmod(options.program.c_str(), 0700);
    options.folder = folder_.path();
    return options;
  }

  std::vector<std::string> LeftBehind() const {
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      left.push_back(entry.path().string());
    }
    return left;
  }

  // What a program of poppler says about a PDF.
  std::string Look(const std::string& program, const std::string& pdf,
                   const std::string& rest = "") const {
    const std::string path = scripts_ / "looked_at.pdf";
    std::ofstream(path, std::ios::binary) << pdf;
    return RunShell(absl::StrCat(program, " ", path, " ", rest)).output;
  }

  const TemporaryFolder folder_;
  const TemporaryFolder scripts_;
};

bool IsAlive(const std::string& pid) {
  std::ifstream status("/proc/" + pid + "/stat");
  std::string number, name, state;
  return status >> number >> name >> state && state != "Z" && state != "X";
}

// Whether it ends: who was killed is gone once it had its turn on a busy machine.
bool Ends(const std::string& pid) {
  const absl::Time last = absl::Now() + absl::Seconds(60);
  while (IsAlive(pid) && absl::Now() < last) sched_yield();
  return !IsAlive(pid);
}

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string WithoutBlanks(const std::string& text) {
  return absl::StrReplaceAll(text, {{" ", ""}});
}

TEST_F(PdfTest, TheWordsOfEveryLanguageAreInThePdf) {
  const struct {
    const char* kind;
    Language language;
    std::vector<std::string> words;
  } kCases[] = {
      {"delegation-list",
       Language::kRussian,
       {"СПИСОК ДЕЛЕГАЦИИ", "Примеров Иван", "18–21 апреля 2023 г.", "Версия 12", "7K3M-Q2",
        "Страница 1 из 1"}},
      {"programme-guests",
       Language::kBelarusian,
       {"ПРАГРАМА ЗНАХОДЖАННЯ ДЭЛЕГАЦЫІ", "18 красавіка 2023 г., аўторак"}},
      {"event-programme",
       Language::kEnglish,
       {"EVENT PROGRAMME", "Tuesday, 18 April 2023", "Version 12"}},
      {"head-day", Language::kChinese, {"代表团团长当日日程", "星期二", "普里梅罗夫", "第12版"}},
  };
  PdfMaker maker(RealOptions());
  for (const auto& test : kCases) {
    const absl::StatusOr<std::string> pdf =
        maker.MakePdf(DocumentOf(test.kind, test.language), kEnoughTime);
    ASSERT_THAT(pdf, IsOk()) << test.kind;
    // Between Chinese and digits there is a little space, which is read as a blank.
    const std::string text = WithoutBlanks(Look("pdftotext -layout", *pdf, "-"));
    for (const std::string& word : test.words) {
      EXPECT_THAT(text, HasSubstr(WithoutBlanks(word))) << test.kind;
    }
    EXPECT_THAT(text, Not(HasSubstr("\uFFFD"))) << test.kind;
  }
  EXPECT_THAT(LeftBehind(), IsEmpty());
}

TEST_F(PdfTest, EveryFontIsEmbeddedAndIsOneThatHasTheLetters) {
  PdfMaker maker(RealOptions());
  for (const Language language : {Language::kRussian, Language::kChinese}) {
    const absl::StatusOr<std::string> pdf =
        maker.MakePdf(DocumentOf("programme-working", language), kEnoughTime);
    ASSERT_THAT(pdf, IsOk());
    // Two lines of headings, then a font a line: name, type, encoding, whether it is embedded …
    std::vector<std::string> lines =
        absl::StrSplit(Look("pdffonts", *pdf), '\n', absl::SkipEmpty());
    ASSERT_GT(lines.size(), 2u);
    lines.erase(lines.begin(), lines.begin() + 2);
    for (const std::string& line : lines) {
      EXPECT_THAT(line, ::testing::ContainsRegex(" yes yes yes "));
      EXPECT_THAT(line, ::testing::AnyOf(HasSubstr("LiberationSerif"), HasSubstr("NotoSerifCJK")));
    }
  }
}

TEST_F(PdfTest, ALongListHasItsHeadingsAndItsPageNumberOnEveryPage) {
  PdfMaker maker(RealOptions());
  const std::string docx =
      documents::Fill(documents::ShippedTemplate("delegation-list", Language::kRussian),
                      documents::SampleDelegationList(Language::kRussian, 60))
          .value();
  const absl::StatusOr<std::string> pdf = maker.MakePdf(docx, kEnoughTime);
  ASSERT_THAT(pdf, IsOk());
  ASSERT_THAT(Look("pdfinfo", *pdf), HasSubstr("Pages:           3"));
  for (int page = 1; page <= 3; ++page) {
    EXPECT_THAT(Look(absl::StrCat("pdftotext -layout -f ", page, " -l ", page), *pdf, "-"),
                AllOf(HasSubstr("Фамилия, имя, отчество"),
                      HasSubstr(absl::StrCat("Страница ", page, " из 3"))));
  }
}

TEST_F(PdfTest, AFullDayOfAHeadFitsOnOnePage) {
  PdfMaker maker(RealOptions());
  for (const Language language : documents::kLanguages) {
    const std::string docx = documents::Fill(documents::ShippedTemplate("head-day", language),
                                             documents::SampleHeadDay(language, 16))
                                 .value();
    const absl::StatusOr<std::string> pdf = maker.MakePdf(docx, kEnoughTime);
    ASSERT_THAT(pdf, IsOk());
    EXPECT_THAT(Look("pdfinfo", *pdf), HasSubstr("Pages:           1")) << TagOf(language);
  }
}

// Staff edit templates in whatever they have; each program writes the same page in its own way.
TEST_F(PdfTest, ATemplateThatLibreOfficeSavedIsStillInOrder) {
  for (const documents::DocumentKind& kind : documents::DocumentKinds()) {
    std::ofstream(scripts_ / "template.docx", std::ios::binary)
        << documents::ShippedTemplate(kind.id, Language::kRussian);
    const std::string save = absl::StrCat(
        FindLibreOffice(), " --headless -env:UserInstallation=file://", scripts_ / "profile",
        " --convert-to docx --outdir ", scripts_ / "saved", " ", scripts_ / "template.docx");
    // The first start makes the profile and wants another one.
    for (int start = 0; start < 2 && RunShell(save).exit_code != 0; ++start) continue;
    const std::string saved = Contents(scripts_ / "saved/template.docx");
    ASSERT_FALSE(saved.empty());
    EXPECT_THAT(documents::CheckTemplate(saved, kind.fields), IsEmpty()) << kind.id;
    EXPECT_THAT(documents::Fill(saved, documents::SampleOf(kind.id, Language::kRussian)), IsOk());
    std::filesystem::remove(scripts_ / "saved/template.docx");
  }
}

TEST_F(PdfTest, TwoDocumentsAreMadeAtOnce) {
  PdfOptions options = RealOptions();
  options.at_once = 2;
  PdfMaker maker(options);
  const std::string docx = DocumentOf("delegation-list", Language::kRussian);
  absl::StatusOr<std::string> first, second;
  std::thread other([&] { first = maker.MakePdf(docx, kEnoughTime); });
  second = maker.MakePdf(docx, kEnoughTime);
  other.join();
  EXPECT_THAT(first, IsOk());
  EXPECT_THAT(second, IsOk());
  EXPECT_THAT(LeftBehind(), IsEmpty());
}

TEST_F(PdfTest, WhatIsNoDocumentMakesNoPdf) {
  PdfMaker maker(RealOptions());
  EXPECT_THAT(maker.MakePdf(std::string(1000, '\0'), kEnoughTime),
              RefusedFor(v1::ERROR_REASON_PDF_FAILED));
  EXPECT_THAT(LeftBehind(), IsEmpty());
}

TEST_F(PdfTest, WithoutLibreOfficeItIsSaidWhatIsMissing) {
  EXPECT_EQ(FindLibreOffice("/nowhere/soffice"), "");
  PdfMaker maker(PdfOptions{});
  EXPECT_FALSE(maker.is_available());
  EXPECT_THAT(maker.MakePdf("", kEnoughTime), RefusedFor(v1::ERROR_REASON_PDF_UNAVAILABLE));
}

TEST_F(PdfTest, TheProgramIsFoundBehindTheScriptThatStartsIt) {
  EXPECT_TRUE(absl::EndsWith(FindLibreOffice("/usr/bin/soffice"), "/soffice.bin"));
  EXPECT_EQ(FindLibreOffice("/usr/bin/soffice"), FindLibreOffice());
}

TEST_F(PdfTest, WhatTakesTooLongIsEndedWithAllItStarted) {
  const std::string pids = scripts_ / "pids";
  PdfMaker maker(OptionsWith(
      absl::StrCat("sleep 1000 & echo $$ $! >", pids, ".new; mv ", pids, ".new ", pids, "; wait")));
  EXPECT_THAT(maker.MakePdf("", absl::Seconds(5)), RefusedFor(v1::ERROR_REASON_PDF_FAILED));
  EXPECT_THAT(LeftBehind(), IsEmpty());
  const std::vector<std::string> started =
      absl::StrSplit(Contents(pids), absl::ByAnyChar(" \n"), absl::SkipEmpty());
  ASSERT_EQ(started.size(), 2u);
  for (const std::string& pid : started) EXPECT_TRUE(Ends(pid)) << pid;
}

TEST_F(PdfTest, ItRunsInAFolderOfItsOwnWithNothingOfTheServer) {
  const int secret = open("/etc/passwd", O_RDONLY);  // handed on unless somebody closes it
  ASSERT_GE(secret, 0);
  setenv("PLENARY_TEST_SECRET", "secret", 1);
  PdfOptions options = OptionsWith(
      "{ echo %PDF-; pwd; stat -c 'mode %a' .; env; ulimit -v; ls -l /proc/self/fd; } "
      ">document.pdf");
  options.memory_bytes = int64_t{1} << 30;
  PdfMaker maker(options);
  const absl::StatusOr<std::string> seen = maker.MakePdf("", kEnoughTime);
  close(secret);
  unsetenv("PLENARY_TEST_SECRET");
  ASSERT_THAT(seen, IsOk());
  EXPECT_THAT(*seen, AllOf(HasSubstr(folder_.path() + "/plenary-pdf-"), HasSubstr("mode 700"),
                           HasSubstr("\n1048576\n"), Not(HasSubstr("PLENARY_TEST_SECRET")),
                           Not(HasSubstr("/etc/passwd"))));
}

TEST_F(PdfTest, ItReachesNoNetwork) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  const std::string script =
      absl::StrCat("{ echo %PDF-; (echo >/dev/tcp/127.0.0.1/", ntohs(address.sin_port),
                   ") && echo reached || echo refused; } >document.pdf");
  PdfMaker maker(OptionsWith(script));
  const absl::StatusOr<std::string> seen = maker.MakePdf("", kEnoughTime);
  ASSERT_THAT(seen, IsOk());
  EXPECT_THAT(*seen, HasSubstr("refused"));
  // Without us the same script does reach it.
  const std::string program = scripts_ / "program";
  RunShell(absl::StrCat("cd ", scripts_.path(), " && ", program));
  EXPECT_THAT(Contents(scripts_ / "document.pdf"), HasSubstr("reached"));
  close(listener);
}

TEST_F(PdfTest, OneMoreThanMayWaitIsToldToComeAgain) {
  const std::string started = scripts_ / "started";
  PdfOptions options =
      OptionsWith(absl::StrCat("touch ", started, "; while [ ! -e ", started,
                               ".enough ]; do sleep 0.05; done; echo %PDF- >document.pdf"));
  options.most_waiting = 0;
  PdfMaker maker(options);
  absl::StatusOr<std::string> first;
  std::thread other([&] { first = maker.MakePdf("", kEnoughTime); });
  while (!std::filesystem::exists(started)) std::this_thread::yield();
  EXPECT_THAT(maker.MakePdf("", kEnoughTime), RefusedFor(v1::ERROR_REASON_SERVER_BUSY));
  std::ofstream(started + ".enough").close();
  other.join();
  EXPECT_THAT(first, IsOk());
  EXPECT_THAT(maker.MakePdf("", kEnoughTime), IsOk());
}

TEST_F(PdfTest, WhoWaitsInVainForItsTurnIsToldSo) {
  const std::string started = scripts_ / "started";
  PdfMaker maker(OptionsWith(absl::StrCat("touch ", started, "; sleep 1000")));
  absl::StatusOr<std::string> first;
  std::thread other([&] { first = maker.MakePdf("", kEnoughTime); });
  while (!std::filesystem::exists(started)) std::this_thread::yield();
  EXPECT_THAT(maker.MakePdf("", absl::Milliseconds(50)), RefusedFor(v1::ERROR_REASON_SERVER_BUSY));
  maker.Stop();
  other.join();
  EXPECT_THAT(first, RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
}

TEST_F(PdfTest, StoppingEndsWhatRunsAndRefusesWhatComes) {
  const std::string started = scripts_ / "started";
  PdfMaker maker(OptionsWith(
      absl::StrCat("echo $$ >", started, ".new; mv ", started, ".new ", started, "; sleep 1000")));
  absl::StatusOr<std::string> running;
  std::thread other([&] { running = maker.MakePdf("", kEnoughTime); });
  while (!std::filesystem::exists(started)) std::this_thread::yield();
  maker.Stop();
  other.join();
  EXPECT_THAT(running, RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
  EXPECT_THAT(maker.MakePdf("", kEnoughTime), RefusedFor(v1::ERROR_REASON_SHUTTING_DOWN));
  EXPECT_TRUE(Ends(std::string(absl::StripAsciiWhitespace(Contents(started)))));
  EXPECT_THAT(LeftBehind(), IsEmpty());
}

TEST_F(PdfTest, AProgramThatCannotBeStartedIsAFailure) {
  PdfOptions options = OptionsWith("");
  options.program = "/etc/passwd";
  EXPECT_THAT(PdfMaker(options).MakePdf("", kEnoughTime), RefusedFor(v1::ERROR_REASON_PDF_FAILED));
}

}  // namespace
}  // namespace plenary::pdf

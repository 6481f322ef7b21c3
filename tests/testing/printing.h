// Documents that are made in tests as a server makes them.
//
//   class BriefsTest : public testing::ReportTest, public testing::Printer {
//    protected:
//     BriefsTest() : Printer(forum_) {}
//   };
//
//   TEST_P(BriefsTest, AReportIsPrinted) {
//     EXPECT_THAT(WordsOf(Value(Render("kind: YEAR_REPORT year: 2023 language_code: 'ru'"))),
//                 HasSubstr("2023"));
//   }
#ifndef PLENARY_TESTS_TESTING_PRINTING_H_
#define PLENARY_TESTS_TESTING_PRINTING_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/documents/package.h"
#include "services/documents/unzip.h"
#include "services/files/table.h"
#include "services/pdf/pdf.h"
#include "services/printing/render_work.h"
#include "services/printing/service.h"
#include "services/storage/long_work.h"
#include "services/thread/service.h"
#include "tests/testing/forum.h"
#include "tests/testing/matchers.h"
#include "tests/testing/reports.h"

namespace plenary::testing {

// A base of fixtures. Whoever acts in the forum makes the calls, as "users/anna".
class Printer {
 public:
  using DocumentService = printing::DocumentService;
  using Operation = google::longrunning::Operation;

 protected:
  // `forum` outlives it.
  explicit Printer(Forum& forum) : printed_(forum) {}

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (DocumentService::*method)(storage::Change&,
                                                                                  const Request&)
                                  const,
                              const std::string& request) {
    return storage::ChangeAndWait(printed_.store(), printed_.random(), CallOf<Request>(), service_,
                                  method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (DocumentService::*method)(
                                   storage::Tx&, const storage::Call&, const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(printed_.store(), CallOf<Request>(), service_, method,
                                Parse<Request>(request));
  }
  template <class Request>
  storage::Call CallOf() const {
    return {"users/anna",
            absl::StrCat("plenary.v1.DocumentService/",
                         absl::StripSuffix(Request::descriptor()->name(), "Request")),
            "", printed_.access()};
  }

  absl::StatusOr<Operation> Begin(const std::string& request) {
    return Do(&DocumentService::RenderDocument, request);
  }
  // Works on the operation that was begun, as a server does, until it is done; or at most `steps`.
  void Work(int steps = 10000) {
    const auto write = [&](const storage::Body& body) {
      EXPECT_THAT(
          storage::WriteAndWait(printed_.store(), {std::string(storage::kOperationsKey)}, body),
          IsOk());
    };
    absl::optional<storage::Claim> claim;
    write([&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(
          claim, storage::ClaimOperation(tx, "server", tx.now(), tx.now() + absl::Seconds(30)));
      return absl::OkStatus();
    });
    ASSERT_TRUE(claim.has_value());
    claim->call.access = printed_.access();
    storage::WorkUnderWay work(*std::move(claim), "server", absl::Seconds(30), &work_);
    for (int step = 0; step < steps && !work.is_done(); ++step) {
      if (work.cancel_asked()) {
        work.Fail(absl::CancelledError("cancelled"));
      } else {
        const absl::Status done = work_.Step(printed_.store(), printed_.random(), work);
        if (!done.ok()) work.Fail(done);
      }
      if (work.NeedsKeeping(printed_.clock().Now())) {
        write([&](storage::Tx& tx) { return work.Keep(tx); });
      }
    }
  }
  absl::StatusOr<v1::RenderDocumentResponse> Render(const std::string& request) {
    PLENARY_ASSIGN_OR_RETURN(const Operation begun, Begin(request));
    Work();
    absl::optional<storage::StoredOperation> stored;
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(printed_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(stored, storage::FindOperation(tx, begun.name()));
      return absl::OkStatus();
    }));
    const Operation& ended = stored->operation();
    if (ended.has_error()) return base::FromRpcStatus(ended.error());
    v1::RenderDocumentResponse response;
    EXPECT_TRUE(ended.response().UnpackTo(&response));
    return response;
  }
  std::string Download(const std::string& file) {
    std::string bytes;
    EXPECT_THAT(storage::ReadAndWait(printed_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           bytes, files::ReadFilePart(tx, TestVault(), file, 0,
                                                                      int64_t{1} << 30));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return bytes;
  }
  // The words of a DOCX, of the document and its footer, each text on a line.
  static std::string WordsOf(const std::string& docx) {
    std::vector<documents::TemplateProblem> problems;
    std::string words;
    for (const documents::Part& part : documents::Unzip(docx, problems)) {
      if (part.name != "word/document.xml" && part.name != "word/footer1.xml") continue;
      bool is_text = false;
      for (const char c : part.bytes) {
        if (c == '<') absl::StrAppend(&words, is_text ? "\n" : "");
        if (c == '<' || c == '>') is_text = c == '>';
        if (is_text && c != '>') words += c;
      }
    }
    EXPECT_THAT(problems, ::testing::IsEmpty());
    return words;
  }
  std::string WordsOf(const v1::RenderDocumentResponse& response) {
    return WordsOf(Download(response.file()));
  }

 private:
  static pdf::PdfOptions WithLibreOffice() {
    pdf::PdfOptions options;
    options.program = pdf::FindLibreOffice();
    return options;
  }

  Forum& printed_;
  const schedule::ScheduleService schedule_{printed_.sealer(), TestVault()};
  const ReportServices services_{printed_};
  const thread::ThreadService thread_{};

 protected:
  const printing::Sources sources_{schedule_, services_.sources().negotiations,
                                   services_.sources().plans, services_.service(), thread_};
  pdf::PdfMaker pdf_{WithLibreOffice()};
  const DocumentService service_{printed_.sealer(), TestVault(), sources_, pdf_};
  printing::RenderWork work_{sources_, TestVault(), pdf_};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_PRINTING_H_

// Schedules, calendars and documents that come from files and go to them.
#ifndef PLENARY_CLIENTS_CLI_SCHEDULE_FILES_H_
#define PLENARY_CLIENTS_CLI_SCHEDULE_FILES_H_

#include <string>

#include "clients/cli/lists.h"
#include "clients/cli/schedule_answers.h"
#include "clients/cli/session.h"
#include "google/protobuf/message.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {

// Uploads a calendar or a conference schedule, imports it, and shows what was made of it and
// remarked on. kRefused where items were refused.
int TakeInSchedule(const Session& session, const std::string& path,
                   v1::ImportScheduleRequest& request);

// Has a schedule, a document or a template written, and downloads it. `request` is an
// ExportSchedule-, RenderDocument- or ExportTemplateRequest; where it doesn't say the form, the
// ending of the file does.
int DownloadDocument(const Session& session, const ExportFlags& to, const ScheduleFlags& flags,
                     google::protobuf::Message& request);

// Uploads a file and puts it in the place of a template. `request` is a ReplaceTemplateRequest
// without the file.
int UploadTemplate(const Session& session, const std::string& path,
                   google::protobuf::Message& request);

// Asks for the secret of a feed and writes its calendar.
int ReadFeed(const Session& session, const google::protobuf::Message& request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SCHEDULE_FILES_H_

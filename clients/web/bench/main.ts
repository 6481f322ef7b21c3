// `tests/run bench web`: the figures of the application and its gateway.
import { filterTyping } from "./filter.ts";
import { firstPage } from "./first_page.ts";
import { runAll } from "./figure.ts";
import { lighthouseScores } from "./lighthouse.ts";
import { opening } from "./opening.ts";
import { gatewayVsGrpc, readsUnderStreams } from "./reads.ts";

process.exitCode = await runAll([
  { figures: ["gateway_vs_grpc"], run: gatewayVsGrpc },
  { figures: ["reads_under_streams"], run: readsUnderStreams },
  { figures: ["first_page_kb"], run: firstPage },
  { figures: ["open_ms"], run: opening },
  { figures: ["lighthouse"], run: lighthouseScores },
  { figures: ["filter_ms"], run: filterTyping },
]);

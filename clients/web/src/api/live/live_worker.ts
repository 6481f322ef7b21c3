// The shared worker: named by the channel on which it speaks with the tabs.
import { startHub } from "./start_hub.ts";

startHub(self.name);

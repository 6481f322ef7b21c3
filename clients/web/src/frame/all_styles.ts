// All of Mantine's styles, for whatever pages there are behind the first.
import "@mantine/core/styles.layer.css";

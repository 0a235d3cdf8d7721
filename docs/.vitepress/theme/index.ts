import theme from "vitepress/theme";
import "./style.css";

// VitePress takes the theme from here by its default export.
export default theme;

"""The browser: what the catalogue knows, shown by Streamlit; nothing here touches files of content or the store."""

/// The script of a page. Under the pointer, or a finger, it shows the words of the nearest mark of a chart.
///
/// Without it, browsers show the same words after a while, and every number is in a table. It has no characters with a
/// meaning in XML, so that a page is well-formed.
enum HTMLScript {
    static let text = """
        const tip = document.body.appendChild(document.createElement('div'));
        tip.className = 'tip';
        tip.hidden = true;
        const distance = (box, event) => Math.hypot(
          Math.max(box.left - event.clientX, 0, event.clientX - box.right),
          Math.max(box.top - event.clientY, 0, event.clientY - box.bottom));
        for (const chart of document.querySelectorAll('svg.chart')) {
          const marks = [...chart.querySelectorAll(':scope * > title')].map(title => {
            const mark = title.parentNode;
            title.remove();
            return { mark, words: title.textContent };
          });
          const show = event => {
            let nearest = null, least = 24;
            for (const one of marks) {
              const far = distance(one.mark.getBoundingClientRect(), event);
              if (least >= far) { least = far; nearest = one; }
            }
            tip.hidden = nearest === null;
            if (nearest === null) return;
            tip.textContent = nearest.words;
            const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
            tip.style.left = `${Math.max(4, Math.min(event.pageX + 12, room))}px`;
            tip.style.top = `${event.pageY + 16}px`;
          };
          chart.addEventListener('pointermove', show);
          chart.addEventListener('pointerdown', show);
          chart.addEventListener('pointerleave', () => { tip.hidden = true; });
        }
        """
}

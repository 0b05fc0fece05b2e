import { theoryOf } from './src/theory/theory.ts';
import { agv } from './src/theory/agv.ts';
import { spotProspect } from './src/theory/spotProspect.ts';
import { economyFrom } from './test/arbitraries/economy.ts';
for(const [min,max] of [[0,1],[1,2],[20,150]] as const) for(const b of [.01,.02,.03,.05,.08]) for (const type of [{family:'power',exponent:b,min,max},{family:'beta',alpha:1,beta:b,min,max},{family:'beta',alpha:b,beta:2*b,min,max}] as any[]) {
 try{ const t=theoryOf(economyFrom({supply:1,agents:[.7,.6,.3].map((maxDemand,i)=>({maxDemand,endowment:1/3,type:i===2?{...type,...(type.exponent?{exponent:2*b}:{alpha:.5})}:type}))}));
  const p=spotProspect(t,[.1,.2,.7]); const a=agv(t,p); console.log(min,b,type.family,'d sum',(a.d.reduce((x,y)=>x+y,0)+p.expectedSurplus).toExponential(1),'bound',t.accuracy.errorBound.toExponential(1), 'sum', (t.firstBestWelfare-t.classes.reduce((s,{count},c)=>s+count*t.table.expectedValue(c),0)).toExponential(1));
 }catch(e){console.log(min,b,type.family,type.alpha,String(e).slice(0,150))}
}
